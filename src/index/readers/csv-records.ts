import { type Span, span } from "../../core/spans.js";

export interface CsvRecord extends Span {
  /** In UTF-16 indexes of the text, without quotes around them and white space outside of those. */
  readonly cells: readonly Span[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
/** Records that show which delimiter a file has. */
const SAMPLE_RECORDS = 50;
const SAMPLE_LENGTH = 64 << 10;

/** The delimiter that gives the first records the same number of cells, more than one; a comma if none does. */
export function detectDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const sizes: number[] = [];
    for (const { cells } of csvRecords(text.slice(0, SAMPLE_LENGTH), delimiter)) {
      if (sizes.push(cells.length) === SAMPLE_RECORDS) break;
    }
    const width = sizes[0] ?? 1;
    const alike = sizes.filter((size) => size === width).length / Math.max(1, sizes.length);
    // A few commas in every sentence are less regular than the cells of a table.
    const score = width > 1 ? alike * (1 + Math.min(width, 10) / 100) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The records of a text as RFC 4180 has them. A quote that is never closed ends with its line. */
export function* csvRecords(text: string, delimiter: Delimiter): Generator<CsvRecord> {
  let at = text.startsWith("sep=") ? lineEnd(text, 0) : 0;
  if (at > 0) at = afterLineEnd(text, at);
  while (at < text.length) {
    const start = at;
    const cells: Span[] = [];
    for (;;) {
      const cell = cellAt(text, at, delimiter);
      cells.push(trimmed(text, cell.start, cell.end));
      at = cell.next;
      if (text[at] !== delimiter) break;
      at++;
    }
    const { end } = trimmed(text, start, at);
    yield { ...span(start, Math.max(start, end)), cells };
    at = afterLineEnd(text, at);
  }
}

function cellAt(text: string, at: number, delimiter: string): { start: number; end: number; next: number } {
  let start = at;
  while (text[start] === " ") start++;
  if (text[start] === '"') {
    const closing = closingQuote(text, start + 1);
    if (closing !== undefined) {
      const next = cellEnd(text, closing + 1, delimiter);
      // Anything behind the closing quote shows that the quotes are part of the cell.
      if (text.slice(closing + 1, next).trim() === "") return { start: start + 1, end: closing, next };
    }
  }
  const next = cellEnd(text, at, delimiter);
  return { start: at, end: next, next };
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  return cellEnd(text, from, "\n");
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

function trimmed(text: string, start: number, end: number): Span {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return span(from, from + slice.trim().length);
}
