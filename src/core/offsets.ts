import { type CodePointOffset, codePointOffset } from "../contract/ids.js";
import { type Span, span, type Utf16Index, utf16Index } from "./spans.js";

/** The lines that a span touches, 1-based and inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Whether a cut at `index` would part the two halves of a code point. */
export function splitsPair(text: string, index: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[index - 1] ?? "") && /[\uDC00-\uDFFF]/.test(text[index] ?? "");
}

const LINE_END = /\r\n|\r|\n/g;
const SURROGATE_PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/**
 * Converts between the ways to say where something stands in one document's text. Make it once a document:
 * both tables are built when first needed, and each conversion is a binary search in them.
 */
export class TextMap {
  readonly #text: string;
  /** UTF-16 index of each surrogate pair. */
  #pairs: readonly number[] | undefined;
  /** UTF-16 index of the first character of each line. */
  #lines: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Code points before `index`. An index inside a surrogate pair counts as the one behind it. */
  toCodePoint(index: Utf16Index): CodePointOffset {
    const pairs = this.#surrogatePairs();
    return codePointOffset(index - countBelow(pairs, index, (pair) => pair + 1));
  }

  /** The UTF-16 index that has `offset` code points before it. */
  toUtf16(offset: CodePointOffset): Utf16Index {
    const pairs = this.#surrogatePairs();
    return utf16Index(offset + countBelow(pairs, offset, (pair, before) => pair - before));
  }

  /** Lines end with `\n`, `\r\n` or a lone `\r`; the end of the last line starts no other. Empty text has one line. */
  get lineCount(): number {
    return this.#lineStarts().length;
  }

  /** The 1-based line of a character; a line end belongs to the line it ends, the text's end to the last line. */
  lineAt(index: Utf16Index): number {
    return Math.max(
      1,
      countBelow(this.#lineStarts(), index + 1, (start) => start),
    );
  }

  /** A line without its line end; `undefined` for a line that the text does not have. */
  lineSpan(line: number): Span | undefined {
    const lines = this.#lineStarts();
    const start = lines[line - 1];
    if (start === undefined) return undefined;
    let end = lines[line] ?? this.#text.length;
    while (end > start && (this.#text[end - 1] === "\n" || this.#text[end - 1] === "\r")) end--;
    return span(start, end);
  }

  /** The lines that hold the characters of a span; an empty span is on the line of its start. */
  linesOf({ start, end }: Span): LineRange {
    const first = this.lineAt(start);
    return { start: first, end: end > start ? this.lineAt(utf16Index(end - 1)) : first };
  }

  #surrogatePairs(): readonly number[] {
    this.#pairs ??= Array.from(this.#text.matchAll(SURROGATE_PAIR), (match) => match.index);
    return this.#pairs;
  }

  #lineStarts(): readonly number[] {
    if (this.#lines === undefined) {
      const starts = [0];
      for (const match of this.#text.matchAll(LINE_END)) starts.push(match.index + match[0].length);
      if (starts.length > 1 && starts.at(-1) === this.#text.length) starts.pop();
      this.#lines = starts;
    }
    return this.#lines;
  }
}

/** How many of the ascending `positions` have a `key` below `limit`. */
function countBelow(
  positions: readonly number[],
  limit: number,
  key: (position: number, before: number) => number,
): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(positions[middle]!, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
