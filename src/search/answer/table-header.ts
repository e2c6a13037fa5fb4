import { sliceSpan } from "../../core/spans.js";
import { csvRecords, detectDelimiter, isHeader } from "../../index/readers/data/csv-reader.js";
import { formatOfPath } from "../../index/readers/formats.js";
import type { StoredSentence } from "../../store/index-store.js";
import type { Source } from "../library.js";

/** A longer row of names tells nobody anything; UTF-16 length. */
const MAX_HEADER_LENGTH = 500;
/** A Markdown table names its columns right above a line of dashes; UTF-16 length that such a table may have. */
const MAX_TABLE_LENGTH = 100_000;
const DASHES = /^[^\S\r\n]*\|?[^\S\r\n]*:?-+:?[^\S\r\n]*(?:\|[^\S\r\n]*:?-+:?[^\S\r\n]*)*\|?[^\S\r\n]*$/;

/**
 * The row that names the columns for a row of a CSV file or of a Markdown table; `null` where no row does for certain,
 * and for a cell that is cited with its column.
 */
export function headerOf({ kind, column, start }: StoredSentence, { document, text }: Source): string | null {
  if (kind !== "table_row" || column !== null) return null;
  const isCsv = formatOfPath(document.path) === "csv";
  const header = isCsv
    ? csvHeader(text, start)
    : markdownHeader(text.slice(Math.max(0, start - MAX_TABLE_LENGTH), start));
  return header && header.length <= MAX_HEADER_LENGTH ? header : null;
}

function csvHeader(text: string, start: number): string | null {
  const [first] = csvRecords(text, detectDelimiter(text));
  return first && first.end <= start && isHeader(text, first) ? sliceSpan(text, first) : null;
}

/** @param before the text before the row */
function markdownHeader(before: string): string | null {
  const lines = before.split(/\r\n|\r|\n/);
  const table = lines.slice(lines.findLastIndex((line, i) => i < lines.length - 1 && line.trim() === "") + 1);
  const dashes = table.findIndex((line, i) => i > 0 && line.includes("-") && DASHES.test(line));
  return table[dashes - 1]?.trim() ?? null;
}
