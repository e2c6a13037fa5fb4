import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Block, BlockKind } from "../../../core/document.js";
import { textBlock, withRules } from "../blocks.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { codeBlocks } from "./code-reader.js";

/** Longer files are data that a program wrote, and parsing them would take many times their length. */
const MAX_PARSED_LENGTH = 1_000_000;
/** A record of a list stays in one piece up to this length … */
const MAX_RECORD_LENGTH = 400;
/** … and what else stands below a key up to this one. */
const MAX_VALUE_LENGTH = 120;
/** A longer string is a text. */
const MAX_STRING_LENGTH = 200;

type Holder = YAMLMap | YAMLSeq;

const COMMENTS = /^[^\S\r\n]*#[^\r\n]*(?:(?:\r\n|\r|\n)[^\S\r\n]*#[^\r\n]*)*/gm;

/**
 * Reads YAML as it is written: a key with its value or a record of a list is a block, the keys above it are its
 * sections, and comments are paragraphs. What is no YAML, as templates are, is read as code.
 */
export const yamlReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    return { status: "read", text, title: null, blocks: yamlBlocks(text) ?? codeBlocks(text) };
  },
};

function yamlBlocks(text: string): Block[] | undefined {
  const roots = rootsOf(text);
  if (roots === undefined) return undefined;
  const pieces = roots.flatMap((root) => piecesOf(text, root, []));
  if (pieces.length === 0) return undefined;
  return withRules(
    text,
    [...pieces, ...commentsBetween(text, pieces)].sort((a, b) => a.start - b.start),
  );
}

function rootsOf(text: string): Node[] | undefined {
  if (text.length > MAX_PARSED_LENGTH) return undefined;
  try {
    const documents = parseAllDocuments(text, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    return documents.flatMap(({ contents }) => (isMap(contents) || isSeq(contents) ? [contents] : []));
  } catch (error) {
    // Deeper than the parser can go.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function piecesOf(text: string, node: Node, section: readonly string[]): Block[] {
  const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
  return items.flatMap((item): Block[] => {
    if (isPair(item)) return memberPieces(text, item, section);
    if (!isNode(item) || !item.range) return [];
    const [start, end] = item.range;
    const whole = end - start <= MAX_RECORD_LENGTH || !holdsMore(item);
    return whole ? blockOf(text, start, end, section, item) : piecesOf(text, item, section);
  });
}

function memberPieces(text: string, { key, value }: Pair, section: readonly string[]): Block[] {
  if (!isNode(key) || !key.range) return [];
  const [start, endOfKey] = key.range;
  if (!isNode(value) || !value.range) return blockOf(text, start, endOfKey, section, key);
  const [, end] = value.range;
  if (!holdsMore(value) || isShort(value, end - start)) return blockOf(text, start, end, section, value);
  return piecesOf(text, value, [...section, isScalar(key) ? String(key.value) : text.slice(start, endOfKey)]);
}

/** Whether what stands below a key is quoted with it: a list of values, or what is written in brackets on about a line. */
function isShort(value: Holder, length: number): boolean {
  const maps = [value, ...value.items].filter((each) => isMap(each));
  return length <= (maps.length > 0 ? MAX_VALUE_LENGTH : MAX_RECORD_LENGTH) && maps.every(({ flow }) => flow);
}

function holdsMore(node: unknown): node is Holder {
  return (isMap(node) || isSeq(node)) && node.items.length > 0;
}

function blockOf(text: string, start: number, end: number, section: readonly string[], value: Node): Block[] {
  const isText = isScalar(value) && typeof value.value === "string" && value.value.length > MAX_STRING_LENGTH;
  const kind: BlockKind = isText ? "paragraph" : "table_row";
  const block = textBlock(text, kind, start, end, section);
  return block ? [block] : [];
}

/** Comments that stand in no piece, with the sections of the piece that follows. */
function commentsBetween(text: string, pieces: readonly Block[]): Block[] {
  let at = 0;
  return Array.from(text.matchAll(COMMENTS)).flatMap((match): Block[] => {
    const start = match.index;
    const end = start + match[0].length;
    while (at < pieces.length && pieces[at]!.end <= start) at++;
    const next = pieces[at];
    if (next !== undefined && next.start < end) return [];
    const block = textBlock(text, "paragraph", start, end, next?.section ?? []);
    return block ? [block] : [];
  });
}
