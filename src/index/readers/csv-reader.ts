import type { Block } from "../../core/document.js";
import { sliceSpan } from "../../core/spans.js";
import { textBlock, withRules } from "./blocks.js";
import { cellText, isHeader } from "./csv-header.js";
import { type CsvRecord, csvRecords, detectDelimiter } from "./csv-records.js";
import { decodeText } from "./decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "./document-reader.js";

/** Longer cells are texts: each is a block of its own, cited with its column. UTF-16 length. */
const MAX_CELL_LENGTH = 300;

/**
 * Reads tables of comma-separated values: a record is a row, numbered as a spreadsheet numbers them. The text is the
 * file's own; the header goes along as what the model reads before the rows.
 */
export const csvReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    return { status: "read", text, title: null, blocks: withRules(text, tableBlocks(text)) };
  },
};

function tableBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let header: readonly string[] | undefined;
  let context: string | undefined;
  let row = 0;
  for (const record of csvRecords(text, detectDelimiter(text))) {
    row++;
    if (row === 1 && isHeader(text, record)) {
      header = record.cells.map((cell) => cellText(text, cell));
      add(blocks, text, record, row, null, undefined);
      context = header.filter((name) => name !== "").join(" | ");
    } else addRecord(blocks, text, record, row, header, context);
  }
  return blocks;
}

/** A record is one block, but for its long cells. */
function addRecord(
  blocks: Block[],
  text: string,
  { start, end, cells }: CsvRecord,
  row: number,
  header: readonly string[] | undefined,
  context: string | undefined,
): void {
  let from: number = start;
  for (const [index, cell] of cells.entries()) {
    if (cell.end - cell.start <= MAX_CELL_LENGTH) continue;
    const column = header?.[index] || columnLetters(index);
    add(blocks, text, { start: from, end: cell.start }, row, null, context);
    add(blocks, text, cell, row, column, column);
    from = cell.end;
  }
  add(blocks, text, { start: from, end }, row, null, context);
}

function add(
  blocks: Block[],
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  row: number,
  column: string | null,
  context: string | undefined,
): void {
  const block = textBlock(text, column === null ? "table_row" : "paragraph", start, end, [], row);
  // What is left between two long cells may be quotes and commas alone.
  if (block === undefined || !/[\p{L}\p{N}]/u.test(sliceSpan(text, block))) return;
  blocks.push({ ...block, column, ...(context !== undefined && { context }) });
}

/** `A`, `B`, … `Z`, `AA`, as spreadsheets name columns. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
