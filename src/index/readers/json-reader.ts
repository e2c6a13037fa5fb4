import type { Block } from "../../core/document.js";
import { textBlock, withRules } from "./blocks.js";
import { codeBlocks } from "./code-reader.js";
import { decodeText } from "./decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "./document-reader.js";
import { type JsonPiece, jsonPieces } from "./json-pieces.js";

const LINE = /[^\r\n]+/g;
const LINES_OF_JSON = /\.(?:jsonl|ndjson)$/i;

/**
 * Reads JSON as it is written: a member or a small object is a block, its keys are the sections, and the elements of
 * an outermost array, or the lines of JSONL, are rows. What is no JSON is read as code: it is still text to be found.
 */
export const jsonReader: DocumentReader = {
  async read({ path, bytes }: SourceFile): Promise<ReadResult> {
    const decoded = decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    const blocks = LINES_OF_JSON.test(path) ? lineBlocks(text) : fileBlocks(text);
    return { status: "read", text, title: null, blocks: withRules(text, blocks) };
  },
};

function fileBlocks(text: string): Block[] {
  return jsonPieces(text, 0, text.length, null)?.flatMap((piece) => blockOf(text, piece)) ?? codeBlocks(text);
}

function lineBlocks(text: string): Block[] {
  return Array.from(text.matchAll(LINE)).flatMap((match, index) => {
    const start = match.index;
    const end = start + match[0].length;
    const whole = { start, end, section: [], row: index + 1, isText: true };
    return (jsonPieces(text, start, end, index + 1) ?? [whole]).flatMap((piece) => blockOf(text, piece));
  });
}

function blockOf(text: string, { start, end, section, row, isText }: JsonPiece): Block[] {
  const block = textBlock(text, isText ? "paragraph" : "table_row", start, end, section, row);
  return block ? [block] : [];
}
