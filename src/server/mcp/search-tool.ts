import type { Assistant } from "../../assistant/assistant.js";
import { toFilters } from "../request-filters.js";
import { assertText } from "../request-text.js";
import type { Tool } from "./tool.js";
import { SearchInput, SearchOutput } from "./tool-schemas.js";
import { coverageText, passageText } from "./tool-text.js";

export function searchTool(assistant: Assistant): Tool<typeof SearchInput, typeof SearchOutput> {
  return {
    name: "search",
    title: "Search the documents",
    description:
      "Lists the passages of the user's documents that match a query best, by meaning and by words, with file, line, " +
      "page and passage id. It does not judge whether they answer anything: something is always nearest. Use `ask` " +
      "for a question; use this to collect material, or when `ask` found nothing.",
    input: SearchInput,
    output: SearchOutput,
    run: async ({ query, top_k: topK, ...filters }, signal) => {
      assertText([query]);
      const results = await assistant.search({ question: query, topK, filters: toFilters(filters) }, signal);
      const { passages, coverage } = results;
      const found = passages.length > 0 ? passages.map(passageText) : ["No passage matches."];
      return { text: [...found, coverageText(coverage)].join("\n\n"), value: SearchOutput.parse(results) };
    },
  };
}
