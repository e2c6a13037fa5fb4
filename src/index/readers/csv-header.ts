import { type Span, sliceSpan } from "../../core/spans.js";
import { type CsvRecord, csvRecords, detectDelimiter } from "./csv-records.js";

/** Names of columns are short, differ, and are no numbers. */
export function isHeader(text: string, { cells }: CsvRecord): boolean {
  const names = cells.map((cell) => cellText(text, cell));
  const filled = names.filter((name) => name !== "");
  if (filled.length === 0 || new Set(filled).size < filled.length) return false;
  return filled.every((name) => name.length <= 100 && !/^[\p{Sc}+-]?[\d.,:/\s-]+%?$/u.test(name));
}

/** What a cell says, on one line. */
export function cellText(text: string, cell: Span): string {
  return sliceSpan(text, cell).replaceAll('""', '"').replace(/\s+/g, " ");
}

/** The same of the text of a table's first row by itself. */
export function isHeaderText(row: string): boolean {
  return [...csvRecords(row, detectDelimiter(row))].every((record) => isHeader(row, record));
}
