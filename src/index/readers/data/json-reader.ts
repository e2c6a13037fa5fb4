import type { Block } from "../../../core/document.js";
import { textBlock, withRules } from "../blocks.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { codeBlocks } from "./code-reader.js";

const LINE = /[^\r\n]+/g;
const LINES_OF_JSON = /\.(?:jsonl|ndjson)$/i;

/**
 * Reads JSON as it is written: a member, a record of an array or an object of about a line is a block, its keys are the
 * sections, and the elements of an outermost array, or the lines of JSONL, are rows. What is no JSON is read as code:
 * it is still text to be found.
 */
export const jsonReader: DocumentReader = {
  async read({ path, bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
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

/** A member, an element or a small object, with where it stands. Offsets are UTF-16 indexes. */
interface JsonPiece {
  readonly start: number;
  readonly end: number;
  /** Keys on the way to it. */
  readonly section: readonly string[];
  /** Number of the element of the outermost array that it belongs to. */
  readonly row: number | null;
  /** Whether it holds a text of some length. */
  readonly isText: boolean;
}

/** A record of an array and a list of values stay in one piece up to this length … UTF-16 length. */
const MAX_PIECE_LENGTH = 400;
/** … and any other object below a key up to this one: what is quoted is a key with its value, and not what stands beside. */
const MAX_OBJECT_LENGTH = 120;
/** A longer string is a text. */
const MAX_STRING_LENGTH = 200;
const MAX_SECTION_DEPTH = 6;

/** An object or array that is open. */
interface Container {
  readonly closing: "}" | "]";
  /** Of its key, if it has one. */
  readonly start: number;
  readonly firstPiece: number;
  readonly outerSection: readonly string[];
  readonly section: readonly string[];
  elements: number;
  key: { readonly start: number; readonly name: string } | null;
  hasText: boolean;
  hasObject: boolean;
  /** The whole file, an element of an array or a line, or what stands behind a key. */
  readonly holds: "all" | "record" | "value";
}

/** The pieces of JSON in order, without recursion: values may be nested as deep as they like. `undefined` for no JSON. */
function jsonPieces(text: string, from: number, to: number, row: number | null): JsonPiece[] | undefined {
  const pieces: JsonPiece[] = [];
  const open: Container[] = [];
  let last: { readonly start: number; readonly end: number } | undefined;
  for (const token of jsonTokens(text, from, to)) {
    if (token === undefined) return undefined;
    const { kind, start, end } = token;
    const parent = open.at(-1);
    switch (kind) {
      case "{":
      case "[": {
        if (parent) parent.hasObject ||= kind === "{";
        open.push(opened(kind, start, pieces.length, parent, row !== null));
        break;
      }
      case "}":
      case "]": {
        const container = open.pop();
        if (container?.closing !== kind) return undefined;
        close(container, end, pieces);
        const outer = open.at(-1);
        if (outer) {
          outer.hasText ||= container.hasText;
          outer.hasObject ||= container.hasObject;
          outer.key = null;
        }
        break;
      }
      case ":":
        if (last === undefined || parent?.closing !== "}") return undefined;
        // What looked like a value is a key.
        if (parent.key === null) {
          pieces.pop();
          parent.key = { start: last.start, name: text.slice(last.start + 1, last.end - 1) };
        }
        break;
      case ",":
        if (parent) parent.elements++;
        break;
      default: {
        const isText = kind === "string" && end - start > MAX_STRING_LENGTH;
        if (parent) parent.hasText ||= isText;
        const place = { section: parent?.section ?? [], row: rowOf(open, row) };
        pieces.push({ start: parent?.key?.start ?? start, end, ...place, isText });
        if (parent) parent.key = null;
      }
    }
    last = kind === "string" ? { start, end } : undefined;
  }
  return open.length === 0 ? pieces : undefined;
}

function opened(
  kind: "{" | "[",
  start: number,
  firstPiece: number,
  parent: Container | undefined,
  isLine: boolean,
): Container {
  const key = parent?.key;
  const path = parent?.section ?? [];
  return {
    closing: kind === "{" ? "}" : "]",
    start: key?.start ?? start,
    firstPiece,
    outerSection: path,
    section: key && path.length < MAX_SECTION_DEPTH ? [...path, key.name] : path,
    elements: 1,
    key: null,
    hasText: false,
    hasObject: kind === "{",
    holds: parent === undefined && !isLine ? "all" : key ? "value" : "record",
  };
}

/** A small container is one piece with all that it holds. */
function close(container: Container, end: number, pieces: JsonPiece[]): void {
  const { start, firstPiece, outerSection, hasText } = container;
  if (hasText || end - start > maxLength(container)) return;
  const first = pieces[firstPiece];
  pieces.length = firstPiece;
  if (first !== undefined) pieces.push({ start, end, section: outerSection, row: first.row, isText: false });
}

function maxLength({ hasObject, holds }: Container): number {
  if (!hasObject || holds === "record") return MAX_PIECE_LENGTH;
  return holds === "all" ? 0 : MAX_OBJECT_LENGTH;
}

/** Elements are counted in an array that is the whole file. */
function rowOf(open: readonly Container[], row: number | null): number | null {
  return row ?? (open[0]?.closing === "]" ? open[0].elements : null);
}

/** A piece of JSON: a mark of structure, a string, or another value. Offsets are UTF-16 indexes. */
interface JsonToken {
  readonly kind: "{" | "}" | "[" | "]" | ":" | "," | "string" | "value";
  readonly start: number;
  readonly end: number;
}

const WHITE = /\s*/y;
const VALUE = /-?\d[\d.eE+-]*|true|false|null/y;
const MARKS = "{}[]:,";

/** The tokens of `text` from `at` to `end`; `undefined` in the place of what is no JSON, which ends them. */
function* jsonTokens(text: string, at: number, end: number): Generator<JsonToken | undefined> {
  for (let from = at; ; ) {
    WHITE.lastIndex = from;
    WHITE.test(text);
    const start = WHITE.lastIndex;
    if (start >= end) return;
    const character = text[start]!;
    if (MARKS.includes(character)) {
      from = start + 1;
      yield { kind: character as JsonToken["kind"], start, end: from };
    } else if (character === '"') {
      from = stringEnd(text, start);
      yield from > end ? undefined : { kind: "string", start, end: from };
    } else {
      VALUE.lastIndex = start;
      from = VALUE.test(text) ? VALUE.lastIndex : Number.POSITIVE_INFINITY;
      yield from > end ? undefined : { kind: "value", start, end: from };
    }
    if (from > end) return;
  }
}

/** Behind the closing quote; infinite for a string without one. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return Number.POSITIVE_INFINITY;
}
