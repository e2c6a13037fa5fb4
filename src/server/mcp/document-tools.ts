import type { Assistant } from "../../assistant/assistant.js";
import { asPassageId } from "../../contract/ids.js";
import { oneLine, printable, printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import { source, type Tool } from "./tool.js";
import { ListDocumentsInput, ListDocumentsOutput, ReadPassageInput, ReadPassageOutput } from "./tool-schemas.js";

export function listDocumentsTool(assistant: Assistant): Tool<typeof ListDocumentsInput, typeof ListDocumentsOutput> {
  return {
    name: "list_documents",
    title: "List the documents",
    description:
      "Lists the user's documents by path, with titles, sizes and dates, one page a call. Use it to learn what there " +
      "is, or to find the paths with which `ask`, `search` and `verify` can be narrowed down.",
    input: ListDocumentsInput,
    output: ListDocumentsOutput,
    run: async ({ cursor, limit }) => {
      const page = await assistant.documents({ limit, ...(cursor !== undefined && { cursor }) });
      const lines = page.documents.map(
        ({ path, title, passages, modified_at: modified }) =>
          `${printableLine(path)}: ${oneLine(title)} (${count(passages, "passage")}, changed ${modified.slice(0, 10)})`,
      );
      const more = page.next_cursor === null ? [] : [`More with cursor ${JSON.stringify(page.next_cursor)}`];
      const text = [...(lines.length > 0 ? lines : ["There are no documents."]), ...more].join("\n");
      return { text, value: ListDocumentsOutput.parse(page) };
    },
  };
}

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
