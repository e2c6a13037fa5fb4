import type { Block } from "../../../core/document.js";
import { BLANK_LINES } from "../../../core/text.js";
import { textBlock } from "../blocks.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";

/** Reads source code, markup and configuration as they are written: a block is what stands between blank lines. */
export const codeReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    return {
      status: "read",
      text: decoded.text,
      title: null,
      blocks: codeBlocks(decoded.text),
    };
  },
};

export function codeBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const to of [...Array.from(text.matchAll(BLANK_LINES), ({ index }) => index), text.length]) {
    const block = textBlock(text, "code", from, to, []);
    if (block !== undefined) blocks.push(block);
    from = to;
  }
  return blocks;
}
