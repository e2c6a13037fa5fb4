import { cellRange, columnLetters } from "../../../core/cell-range.js";
import type { Block } from "../../../core/document.js";
import type { PageSize, WordBox } from "../../../core/page-layout.js";
import { type Span, span } from "../../../core/spans.js";
import { singleSpaced } from "../../../core/text.js";
import { MAX_CELL_LENGTH } from "../data/column-names.js";
import { readerOf, UnreadableFile } from "../document-reader.js";
import { TextBuilder } from "../text-builder.js";
import type { Cell, Sheet } from "./sheet.js";
import { type GridCell, namesIn, type Table, type TableRow, tablesOf } from "./tables.js";
import { readWorkbook } from "./workbook.js";

const DAMAGED = "is damaged or not a spreadsheet; open it in a spreadsheet program and save it again";

/** Reads spreadsheets: a sheet is a page and a section, its rows are rows of a table with the names of their columns. */
export const sheetReader = readerOf(DAMAGED, async ({ bytes }) => {
  const { title, properties, sheets, unread } = await readWorkbook(bytes);
  const text = new SheetText();
  for (const sheet of sheets) text.add(sheet);
  if (text.builder.blocks.length === 0) throw new UnreadableFile("has no cells that show anything");
  const { builder, pages, words } = text;
  return {
    status: "read",
    text: builder.text,
    title,
    properties,
    unread,
    blocks: builder.blocks,
    layout: { pages, words },
  };
});

/** What stands above a table is its heading if it is so short, and no sentence. UTF-16 length. */
const MAX_HEADING_LENGTH = 80;
const IS_SENTENCE = /[.!?:;]$/;
/** A cell by itself that has so many words, or ends as a sentence does, is text. */
const WORDS_OF_TEXT = 6;

/** A row's or a cell's place, as blocks have it. */
type Place = Pick<Block, "page" | "pageLabel" | "row" | "part">;

/** What the header of a table says of its rows. */
interface Columns {
  readonly numbers: readonly number[];
  readonly names: readonly string[];
  readonly context?: string;
  readonly header?: Span;
}

/** The text of sheets, and where their cells stand in it. */
class SheetText {
  readonly builder = new TextBuilder();
  readonly pages: PageSize[] = [];
  readonly words: WordBox[] = [];
  #sheet: Sheet = { name: "", isHidden: false, rows: new Map() };
  /** Of the tables of a sheet, by their columns: one that goes on has those of the table above. */
  readonly #columns = new Map<readonly number[], Columns>();

  add(sheet: Sheet): void {
    this.#sheet = sheet;
    this.#columns.clear();
    this.pages.push(sizeOf(sheet));
    this.builder.section(1, sheet.isHidden ? `${sheet.name} (hidden)` : sheet.name);
    const tables = tablesOf(sheet);
    for (const [i, table] of tables.entries()) this.#table(table, i + 1 < tables.length);
  }

  #table(table: Table, isFollowed: boolean): void {
    const { lead, header, rows, columns, continues } = table;
    for (const row of lead) this.#line(row, row === lead[0] && (isFollowed || rows.length > 0));
    if (!continues && rows.length > 0) this.#columns.set(columns, this.#header(header, columns));
    for (const row of rows) this.#row(row, this.#columns.get(columns)!);
    for (const row of [...lead, ...header, ...rows]) this.#comments(row);
  }

  /** A row that one cell says: the heading of what comes next, or text. */
  #line(row: TableRow, mayHead: boolean): void {
    for (const cell of row.cells.values()) {
      if (cell.isSpread) continue;
      const content = singleSpaced(cell.cell.text);
      const place = this.#place(cell.row, cell.column, cell.column);
      const isHeading = mayHead && content.length <= MAX_HEADING_LENGTH && !IS_SENTENCE.test(content);
      if (isHeading && !cell.cell.isNumber && content !== "") {
        this.builder.heading(2, content, place);
        this.#box(this.builder.blocks.at(-1)!, cell);
      } else this.#prose(cell, place);
    }
  }

  #header(rows: readonly TableRow[], numbers: readonly number[]): Columns {
    if (rows.length === 0) return { numbers, names: [] };
    // Of merged cells over two rows, one says all.
    const named = rows.map((row) => namesIn(row, numbers));
    const names = numbers.map((_, i) =>
      [...new Set(named.map((cells) => cells[i]!))].filter((name) => name !== "").join(" "),
    );
    const lines = rows.map((row) => this.#lineOf(row, numbers, true));
    const content = lines.map((line) => line.content).join("\n");
    const place = this.#place(rows.at(-1)!.row, numbers[0]!, numbers.at(-1)!, rows[0]!.row);
    const block = this.builder.block("table_row", content, { ...place, header: "itself" });
    if (block === undefined) return { numbers, names };
    let from = block.end - content.length;
    for (const { content, cells } of lines) {
      this.#boxes(cells, from);
      from += content.length + 1;
    }
    return { numbers, names, context: names.filter((name) => name !== "").join(" | "), header: block };
  }

  /** A row is one block, but for its long cells. */
  #row(row: TableRow, { numbers, names, context, header }: Columns): void {
    const shown = [...row.cells].filter(([, { isSpread }]) => !isSpread);
    const [first] = shown;
    if (shown.length === 1 && isText(first![1].cell)) {
      const [column, cell] = first!;
      this.#prose(cell, this.#place(row.row, column, column));
      return;
    }
    let from = 0;
    const until = (to: number) => {
      const columns = numbers.slice(from, to);
      const used = columns.filter((column) => row.cells.has(column));
      if (used.length === 0) return;
      const { content, cells } = this.#lineOf(row, columns, false);
      const place = this.#place(row.row, used[0]!, used.at(-1)!);
      const block = this.builder.block("table_row", content, { ...place, context, header });
      if (block) this.#boxes(cells, block.end - content.length);
    };
    for (const [i, column] of numbers.entries()) {
      const cell = row.cells.get(column);
      if (cell === undefined || cell.isSpread || cell.cell.text.length <= MAX_CELL_LENGTH) continue;
      until(i);
      this.#prose(cell, this.#place(cell.row, column, column), names[i] || columnLetters(column));
      from = i + 1;
    }
    until(numbers.length);
  }

  /** A cell of text, which is split into sentences as any text. */
  #prose(cell: GridCell, place: Place, column: string | null = null): void {
    const content = cell.cell.text
      .split(/\r\n?|\n/)
      .map(singleSpaced)
      .filter((line) => line !== "")
      .join("\n");
    const block = this.builder.block("paragraph", content, { ...place, column, context: column ?? undefined });
    if (block) this.#box(block, cell);
  }

  /** Comments on cells stand behind their table, so that its rows stay together. */
  #comments({ cells }: TableRow): void {
    for (const { cell, row, column, isSpread } of cells.values()) {
      if (isSpread) continue;
      for (const { by, text } of cell.comments ?? []) {
        const name = cellRange(column, row, column, row);
        const content = `Comment on ${name}${by === null ? "" : ` by ${by}`}: ${singleSpaced(text)}`;
        const place = this.#place(row, column, column);
        const context = singleSpaced(cell.text) || undefined;
        const block = this.builder.block("paragraph", content, { ...place, context });
        if (block) this.#box(block, { cell, row, column, isSpread });
      }
    }
  }

  /** Cells with bars between them, and where each one is in that. */
  #lineOf({ row, cells }: TableRow, columns: readonly number[], isHeader: boolean): Line {
    const found: Line["cells"][number][] = [];
    let content = "";
    for (const [i, column] of columns.entries()) {
      if (i > 0) content += " | ";
      const cell = cells.get(column);
      // What is merged over columns names each of them, and is said once anywhere else.
      if (cell === undefined || (cell.isSpread && !isHeader)) continue;
      const text = singleSpaced(cell.cell.text);
      if (text !== "") found.push({ cell, start: content.length, end: content.length + text.length });
      content += text;
    }
    return { row, content: content.trimEnd().replace(/(?:\s*\|)+$/, ""), cells: found };
  }

  #boxes(cells: Line["cells"], offset: number): void {
    for (const { cell, start, end } of cells) this.#box(span(offset + start, offset + end), cell);
  }

  #box({ start, end }: Span, { cell, row, column }: GridCell): void {
    const { rows, columns } = cell;
    const box = { left: column, top: row, right: column + columns, bottom: row + rows };
    this.words.push({ start, end, page: this.pages.length, ...box });
  }

  #place(row: number, left: number, right: number, top = row): Place {
    const { name } = this.#sheet;
    const range = cellRange(left, top, right, row);
    return { page: this.pages.length, pageLabel: name, row: row + 1, part: { kind: "cells", sheet: name, range } };
  }
}

interface Line {
  readonly row: number;
  readonly content: string;
  readonly cells: readonly { readonly cell: GridCell; readonly start: number; readonly end: number }[];
}

function isText({ text, isNumber }: Cell): boolean {
  return !isNumber && (IS_SENTENCE.test(text) || text.split(/\s+/).length >= WORDS_OF_TEXT);
}

function sizeOf({ rows }: Sheet): PageSize {
  let [width, height] = [1, 1];
  for (const [row, cells] of rows) {
    for (const [column, cell] of cells) {
      width = Math.max(width, column + cell.columns);
      height = Math.max(height, row + cell.rows);
    }
  }
  return { unit: "cells", width, height };
}
