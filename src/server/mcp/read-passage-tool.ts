import type { Assistant } from "../../assistant/assistant.js";
import { asPassageId } from "../../core/spans.js";
import { printable } from "../../core/text.js";
import type { Tool } from "./tool.js";
import { ReadPassageInput, ReadPassageOutput } from "./tool-schemas.js";
import { source } from "./tool-text.js";

export function readPassageTool(assistant: Assistant): Tool<typeof ReadPassageInput, typeof ReadPassageOutput> {
  return {
    name: "read_passage",
    title: "Read a passage in its document",
    description:
      "Reads a passage with the text before and after it, exactly as the document has it. Use it with a passage id " +
      "of `ask`, `search` or `verify`, to check a quote in its context or to read on.",
    input: ReadPassageInput,
    output: ReadPassageOutput,
    run: async ({ passage_id: id, context }) => {
      const passage = await assistant.passage(asPassageId(id), context);
      const { before, text, after } = passage;
      const parts = [
        source(passage, passage.id),
        ...(before.trim() === "" ? [] : ["--- before ---", printable(before.trim())]),
        "--- passage ---",
        printable(text),
        ...(after.trim() === "" ? [] : ["--- after ---", printable(after.trim())]),
      ];
      return { text: parts.join("\n"), value: ReadPassageOutput.parse(passage) };
    },
  };
}
