import { columnLetters } from "../../../core/cell-range.js";
import type { Block } from "../../../core/document.js";
import { type Span, sliceSpan, span, trimmed } from "../../../core/spans.js";
import { textBlock, withRules } from "../blocks.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { MAX_CELL_LENGTH, namesColumns } from "./column-names.js";

/**
 * Reads tables of comma-separated values: a record is a row, numbered as a spreadsheet numbers them. The text is the
 * file's own; the header goes along as what the model reads before the rows.
 */
export const csvReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    return { status: "read", text, title: null, blocks: withRules(text, tableBlocks(text)) };
  },
};

function tableBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let table: Table = {};
  let row = 0;
  for (const record of csvRecords(text, detectDelimiter(text))) {
    row++;
    if (row === 1 && isHeader(text, record)) {
      const names = record.cells.map((cell) => cellText(text, cell));
      const header = span(record.start, record.end);
      add(blocks, text, record, row, null, { header });
      table = { header, names, context: names.filter((name) => name !== "").join(" | ") };
    } else addRecord(blocks, text, record, row, table);
  }
  return blocks;
}

/** What the header says of the rows below it. */
interface Table {
  readonly header?: Span;
  readonly names?: readonly string[];
  readonly context?: string;
}

/** A record is one block, but for its long cells. */
function addRecord(blocks: Block[], text: string, { start, end, cells }: CsvRecord, row: number, table: Table): void {
  let from: number = start;
  for (const [index, cell] of cells.entries()) {
    if (cell.end - cell.start <= MAX_CELL_LENGTH) continue;
    const column = table.names?.[index] || columnLetters(index);
    add(blocks, text, { start: from, end: cell.start }, row, null, table);
    add(blocks, text, cell, row, column, { context: column });
    from = cell.end;
  }
  add(blocks, text, { start: from, end }, row, null, table);
}

function add(
  blocks: Block[],
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  row: number,
  column: string | null,
  { context, header }: Table,
): void {
  const block = textBlock(text, column === null ? "table_row" : "paragraph", start, end, [], row);
  // What is left between two long cells may be quotes and commas alone.
  if (block === undefined || !/[\p{L}\p{N}]/u.test(sliceSpan(text, block))) return;
  blocks.push({ ...block, column, ...(context !== undefined && { context }), ...(header && { header }) });
}

/** Whether a record names the columns of those below it. */
export function isHeader(text: string, { cells }: CsvRecord): boolean {
  return namesColumns(cells.map((cell) => cellText(text, cell)));
}

/** What a cell says, on one line. */
function cellText(text: string, cell: Span): string {
  return sliceSpan(text, cell).replaceAll('""', '"').replace(/\s+/g, " ");
}

/** The same of a table's first row by itself, in whatever way its cells are parted. */
export function isHeaderText(row: string): boolean {
  return [...csvRecords(row, detectDelimiter(row))].every((record) => isHeader(row, record));
}

/**
 * What the cells of a table's row say, each on one line, with the names of their columns: whatever parts its cells.
 * Where a header has lines, a name is what all of them say of its column. `null` for rows that don't fit together.
 */
export function namedCells(header: string, row: string): { readonly name: string; readonly text: string }[] | null {
  const isBarred = /^\||\s\|(?:\s|$)/.test(header);
  const delimiter = isBarred ? "|" : detectDelimiter(`${header}\n${row}`);
  const linesOf = (text: string) =>
    [...csvRecords(text, delimiter)].map((record) => record.cells.map((cell) => cellText(text, cell)));
  const names = linesOf(header);
  const [cells, ...more] = linesOf(row);
  const width = Math.max(...names.map((line) => line.length));
  if (cells === undefined || more.length > 0 || width < 2 || cells.length > width) return null;
  return cells.map((text, i) => {
    return { name: [...new Set(names.map((line) => line[i] ?? ""))].filter((name) => name !== "").join(" "), text };
  });
}

interface CsvRecord extends Span {
  /** In UTF-16 indexes of the text, without quotes around them and white space outside of those. */
  readonly cells: readonly Span[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** Records that show which delimiter a file has. */
const SAMPLE_RECORDS = 50;
const SAMPLE_LENGTH = 64 << 10;

/** The delimiter that gives the first records the same number of cells, more than one; a comma if none does. */
function detectDelimiter(text: string): Delimiter {
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
function* csvRecords(text: string, delimiter: Delimiter): Generator<CsvRecord> {
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
