import { textBlock } from "./blocks.js";
import { decodeText } from "./decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "./document-reader.js";

/** Reads any text as one block: to find the structure of a long Markdown file takes a hundred times as long. */
export const wholeTextReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    const block = textBlock(text, "paragraph", 0, text.length, []);
    return { status: "read", text, title: null, blocks: block ? [block] : [] };
  },
};
