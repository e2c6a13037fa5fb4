import { centredTable } from "./centred-rows.js";
import { median } from "./columns.js";
import { withoutTab } from "./page-lines.js";
import { concat } from "./placed-text.js";
import { withoutProseRows } from "./prose-rows.js";
import { ruledParts } from "./ruled-rows.js";
import { type Table, tableRows } from "./tables.js";
import { type Cell, type Region, type Rule, type TextLine, textOfLine } from "./text-run.js";

/** Lines that belong together, on one page. */
export interface Paragraph {
  readonly page: number;
  readonly kind: "text" | "row";
  readonly lines: readonly TextLine[];
  readonly size: number;
  /** Whether its last line is too full to say that the paragraph ends with it. */
  readonly full: boolean;
  /** Of a row. */
  readonly table?: Table;
  /** Whether it is the row that names the columns of its table. */
  readonly header?: boolean;
}

/** Distance of baselines that parts paragraphs, over that of the lines around. */
const PARAGRAPH_GAP = 1.3;
const SIZE_TOLERANCE = 0.1;
/** Indent of a first line, in heights of the font. */
const INDENT = 0.8;
const LIST_START = /^(?:[•·◦▪▫‣⁃●○■□➢➤–*-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|\([ivx]{1,5}\)\s)\s*\S/u;
export const SENTENCE_END = /[.!?:;…]["”’»)\]]*$/u;

/** The paragraphs of a region: parted by gaps, indents, sizes, list markers, and lines that end before they had to. */
export function regionParagraphs(region: Region, page: number, rules: readonly Rule[]): Paragraph[] {
  return ruledParts(region, rules).flatMap((part) => {
    if ("rows" in part) return rowParagraphs(part.rows, rules, page);
    const centred = centredTable(part.lines);
    if (centred === null) return unruledParagraphs(part.lines, page, rules);
    return [
      ...unruledParagraphs(centred.before, page, rules),
      ...rowParagraphs(centred.rows, rules, page),
      ...unruledParagraphs(centred.after, page, rules),
    ];
  });
}

function unruledParagraphs(region: Region, page: number, rules: readonly Rule[]): Paragraph[] {
  return withoutProseRows(region.map(withoutTab)).flatMap((lines) => plainParagraphs(lines, page, rules));
}

function plainParagraphs(region: Region, page: number, rules: readonly Rule[]): Paragraph[] {
  const pitch = linePitch(region);
  const width = Math.max(...region.map((line) => line.right));
  const paragraphs: Paragraph[] = [];
  let run: TextLine[] = [];
  const closeRun = () => {
    for (const group of groups(run, pitch)) paragraphs.push(...groupParagraphs(group, width, page));
    run = [];
  };
  let rows: TextLine[] = [];
  const closeTable = () => {
    if (rows.length > 0) {
      paragraphs.push(
        ...rowParagraphs(
          rows.map((line) => [line]),
          rules,
          page,
        ),
      );
    }
    rows = [];
  };
  for (const { line, isRow } of foldRows(region)) {
    if (isRow) {
      closeRun();
      rows.push(line);
    } else {
      closeTable();
      run.push(line);
    }
  }
  closeTable();
  closeRun();
  return paragraphs;
}

function rowParagraphs(rows: readonly (readonly TextLine[])[], rules: readonly Rule[], page: number): Paragraph[] {
  return tableRows(rows, rules).map(({ line, table, header }) => {
    return { page, kind: "row", lines: [line], size: line.size, full: false, table, header };
  });
}

function groupParagraphs(group: readonly TextLine[], width: number, page: number): Paragraph[] {
  // A block that is narrower than its column was wrapped at its own edge.
  const right = group.length > 2 ? Math.max(...group.map((line) => line.right)) : width;
  const found: TextLine[][] = [];
  for (const line of group) {
    const open = found.at(-1);
    if (open === undefined || startsParagraph(open, line) || hadRoom(open.at(-1)!, line, right)) found.push([line]);
    else open.push(line);
  }
  return found.map((lines) => {
    const last = lines.at(-1)!;
    return { page, kind: "text", lines, size: lines[0]!.size, full: last.right > right - 4 * last.size };
  });
}

export function isListItem(text: string): boolean {
  return LIST_START.test(text);
}

/** Lines of one size without a wide gap between them. */
function groups(region: Region, pitch: number): TextLine[][] {
  const found: TextLine[][] = [];
  let previous: TextLine | undefined;
  for (const line of region) {
    const apart = previous && (line.baseline - previous.baseline) / Math.max(line.size, previous.size);
    const starts = previous === undefined || apart === undefined || apart > pitch * PARAGRAPH_GAP || apart < 0;
    if (starts || !sameSize(line, previous!)) found.push([]);
    found.at(-1)!.push(line);
    previous = line;
  }
  return found;
}

/** The usual distance of baselines, in heights of the font. */
function linePitch(region: Region): number {
  const distances: number[] = [];
  for (const [index, line] of region.slice(1).entries()) {
    const previous = region[index]!;
    const distance = (line.baseline - previous.baseline) / line.size;
    if (sameSize(line, previous) && distance > 0.8 && distance < 2.6) distances.push(distance);
  }
  return distances.length > 0 ? median(distances) : 1.4;
}

export function sameSize(a: { readonly size: number }, b: { readonly size: number }): boolean {
  return Math.abs(a.size - b.size) <= SIZE_TOLERANCE * Math.max(a.size, b.size);
}

function startsParagraph(open: readonly TextLine[], line: TextLine): boolean {
  const text = textOfLine(line);
  const previous = open.at(-1)!;
  if (isListItem(text)) return SENTENCE_END.test(textOfLine(previous)) || !/^\p{Ll}/u.test(text);
  // The lines below the first of a list item or of a reference are indented as well.
  const indent = line.left - previous.left;
  return open.length > 1 && indent > INDENT * line.size && SENTENCE_END.test(textOfLine(previous));
}

/** Whether the first word of `next` would have fitted on the line before it. */
function hadRoom(line: TextLine, next: TextLine, right: number): boolean {
  const text = textOfLine(next);
  const word = /^\S+/.exec(text)?.[0] ?? "";
  const width = ((next.right - next.left) / text.length) * (word.length + 1);
  return right - line.right > width + line.size;
}

/** A line of running text, or the row of a table with all lines of its cells. */
interface FoldedLine {
  readonly line: TextLine;
  readonly isRow: boolean;
}

/** Second lines of cells are so near, in heights of the font. */
const MAX_CELL_PITCH = 2;
const ALIGNED = 0.7;

/** Finds the rows of tables in a region: three cells beside each other, or two and more in the line next to it. */
function foldRows(region: Region): FoldedLine[] {
  const folded: FoldedLine[] = [];
  let bottom = 0;
  for (const [index, line] of region.entries()) {
    const above = folded.at(-1);
    if (above?.isRow && line.baseline - bottom < MAX_CELL_PITCH * line.size && continuesRow(above.line, line)) {
      folded[folded.length - 1] = { line: withCells(above.line, line), isRow: true };
    } else folded.push({ line, isRow: isRow(region, index) });
    bottom = line.baseline;
  }
  return folded;
}

function isRow(region: Region, index: number): boolean {
  const cells = (at: number) => region[at]?.cells.length ?? 0;
  return cells(index) > 2 || (cells(index) > 1 && (cells(index - 1) > 1 || cells(index + 1) > 1));
}

/** Whether a line holds second lines of the cells above: it begins below one of them that isn't the first. */
function continuesRow(row: TextLine, line: TextLine): boolean {
  return line.cells.every((cell) => {
    const above = columnOf(row, cell);
    return above !== undefined && above !== row.cells[0];
  });
}

function columnOf(row: TextLine, { left }: Cell): Cell | undefined {
  return row.cells.find((cell) => Math.abs(cell.left - left) < ALIGNED * row.size);
}

function withCells(row: TextLine, line: TextLine): TextLine {
  const texts = new Map(line.cells.map((cell) => [columnOf(row, cell), cell.placed]));
  const cells = row.cells.map((cell) =>
    texts.has(cell) ? { ...cell, placed: concat(cell.placed, " ", texts.get(cell)!) } : cell,
  );
  return { ...row, cells };
}
