import { jsonTokens } from "./json-tokens.js";

/** A member, an element or a small object, with where it stands. Offsets are UTF-16 indexes. */
export interface JsonPiece {
  readonly start: number;
  readonly end: number;
  /** Keys on the way to it. */
  readonly section: readonly string[];
  /** Number of the element of the outermost array that it belongs to. */
  readonly row: number | null;
  /** Whether it holds a text of some length. */
  readonly isText: boolean;
}

/** What is shorter stays in one piece. UTF-16 length. */
const MAX_PIECE_LENGTH = 400;
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
}

/** The pieces of JSON in order, without recursion: values may be nested as deep as they like. `undefined` for no JSON. */
export function jsonPieces(text: string, from: number, to: number, row: number | null): JsonPiece[] | undefined {
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
        open.push(opened(kind, start, pieces.length, parent));
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

function opened(kind: "{" | "[", start: number, firstPiece: number, parent: Container | undefined): Container {
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
  };
}

/** A small container is one piece with all that it holds. */
function close(container: Container, end: number, pieces: JsonPiece[]): void {
  const { start, firstPiece, outerSection, hasText } = container;
  if (hasText || end - start > MAX_PIECE_LENGTH) return;
  const first = pieces[firstPiece];
  pieces.length = firstPiece;
  if (first !== undefined) pieces.push({ start, end, section: outerSection, row: first.row, isText: false });
}

/** Elements are counted in an array that is the whole file. */
function rowOf(open: readonly Container[], row: number | null): number | null {
  return row ?? (open[0]?.closing === "]" ? open[0].elements : null);
}
