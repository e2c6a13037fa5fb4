import { isHeaderText } from "../data/csv-reader.js";
import { concat, NO_TEXT, type PlacedText, slice, trim } from "./placed-text.js";
import type { Cell, Rule, TextLine } from "./text-run.js";

/** What the rows of one table have in common. */
export interface Table {
  /** From left to right; `null` if the cells of its rows don't stand below each other. */
  readonly columns: readonly Column[] | null;
}

interface Column {
  readonly left: number;
  readonly right: number;
}

export interface TableRow {
  readonly line: TextLine;
  readonly table: Table;
  /** Whether it names the columns. */
  readonly header: boolean;
}

/** Rules are at least so wide, as a share of the table. */
const MIN_RULE_SHARE = 0.5;
/** Edges of columns that continue on the next page differ by less, in points. */
const MAX_SHIFT = 12;
/** Edges of the cells of one column differ by less, in points. */
const MAX_EDGE_SHIFT = 1.5;

/**
 * The rows of a table, each cell below the others of its column.
 *
 * @param parts rows with all their lines
 */
export function tableRows(parts: readonly (readonly TextLine[])[], rules: readonly Rule[]): TableRow[] {
  const lines = parts.flat();
  const columns = columnsOf(lines, parts.map(widest));
  const table: Table = { columns };
  if (columns === null) return lines.map((line) => ({ line, table, header: false }));
  const rows = parts.map((part) =>
    part
      .map((line): TextLine => ({ ...line, cells: aligned(line, columns) }))
      .reduce((row, rest) => withRest(row, rest)),
  );
  const named = namesColumns(rows, rulesOf(columns, rules));
  return rows.map((line, index) => ({ line, table, header: named && index === 0 }));
}

/** Whether a table goes on with another one at the top of the next page. */
export function goesOnWith({ columns: a }: Table, { columns: b }: Table): boolean {
  if (a === null || b === null || a.length !== b.length) return false;
  return a.every(({ left, right }, index) => {
    const other = b[index]!;
    return Math.min(Math.abs(left - other.left), Math.abs(right - other.right)) < MAX_SHIFT;
  });
}

/** @param rows lines that say how many columns there are: one of each row, as cells of several lines hold few of them */
export function columnsOf(lines: readonly TextLine[], rows = lines): Column[] | null {
  const counts = new Map<number, number>();
  for (const { cells } of rows) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([count]) => count);
  if (usual === undefined) return null;
  const cells = lines.filter((line) => line.cells.length === usual).flatMap((line) => line.cells);
  const columns: { left: number; right: number }[] = [];
  for (const { left, right } of cells.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && left < last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns.length === usual ? columns : null;
}

function widest(row: readonly TextLine[]): TextLine {
  return row.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
}

/** One cell for each column. */
function aligned({ cells, size }: TextLine, columns: readonly Column[]): Cell[] {
  const found = columns.map(({ left, right }): Cell => ({ placed: NO_TEXT, left, right, bold: true }));
  for (const cell of cells.flatMap((each) => parted(each, columns, size))) {
    const index = columnOf(cell, columns);
    const { placed, bold } = found[index]!;
    const whole = placed.text === "" ? cell.placed : concat(placed, " ", cell.placed);
    found[index] = { ...found[index]!, placed: whole, bold: bold && cell.bold };
  }
  return found;
}

export function columnOf(cell: Column, columns: readonly Column[]): number {
  const apart = columns.map(({ left, right }) => Math.max(left, cell.left) - Math.min(right, cell.right));
  return apart.indexOf(Math.min(...apart));
}

/** A cell that reaches over several columns, if its words stand in one of them each. */
function parted(cell: Cell, columns: readonly Column[], size: number): Cell[] {
  const { placed, left, bold } = cell;
  const crossed = columns.filter((column) => column.left < cell.right - size && column.right > left + size);
  const upright = placed.boxes.length > 1 && Math.abs(placed.boxes[0]!.box.left - left) < 1;
  if (crossed.length < 2 || !upright) return [cell];
  let words = placed.boxes.map((each) => ({ ...each, column: columnOf(each.box, columns) }));
  const inOne = words.every(({ box, column }) => {
    return box.left > columns[column]!.left - size && box.right < columns[column]!.right + size;
  });
  if (!inOne || words.some(({ column }, index) => column < (words[index - 1]?.column ?? 0))) {
    // A cell that is wider than all others of its column comes near the next, which starts at its own edge all the same.
    let column = columnOf(words[0]!.box, columns);
    words = words.map((each) => {
      column = Math.max(
        column,
        columns.findIndex((other) => areAligned(each.box, other)),
      );
      return { ...each, column };
    });
    const found = new Set(words.map((each) => each.column));
    if (!crossed.every((each) => found.has(columns.indexOf(each)))) return [cell];
    if (words.some(({ box, column: own }) => box.right > (columns[own + 1]?.left ?? Infinity))) return [cell];
  }
  const starts = words.filter(({ column }, index) => index === 0 || column !== words[index - 1]!.column);
  return starts.map(({ start, box, column }, index) => {
    const part = trim(slice(placed, start, starts[index + 1]?.start ?? placed.text.length));
    const last = words.findLast((word) => word.column === column)!;
    return { placed: part, left: box.left, right: last.box.right, bold };
  });
}

function areAligned(a: Column, b: Column): boolean {
  return Math.min(Math.abs(a.left - b.left), Math.abs(a.right - b.right)) < MAX_EDGE_SHIFT;
}

/** Heights of the rules that go across the table. */
function rulesOf(columns: readonly Column[], rules: readonly Rule[]): number[] {
  const left = columns[0]!.left;
  const right = columns.at(-1)!.right;
  const covered = new Map<number, number>();
  for (const rule of rules) {
    const width = Math.min(right, rule.right) - Math.max(left, rule.left);
    const height = Math.round(rule.height);
    if (width > 0) covered.set(height, (covered.get(height) ?? 0) + width);
  }
  return [...covered].filter(([, width]) => width >= MIN_RULE_SHARE * (right - left)).map(([height]) => height);
}

function withRest(row: TextLine, rest: TextLine): TextLine {
  const cells = row.cells.map((cell, index) => {
    const { placed } = rest.cells[index]!;
    const parts: (PlacedText | string)[] = cell.placed.text === "" ? [placed] : [cell.placed, " ", placed];
    return placed.text === "" ? cell : { ...cell, placed: concat(...parts) };
  });
  return { ...row, cells };
}

/** Whether the first row names the columns: by bold type, by the only rule below it, or as words above figures. */
function namesColumns(rows: readonly TextLine[], across: readonly number[]): boolean {
  const [first, second, ...rest] = rows;
  if (first === undefined || second === undefined) return false;
  const texts = (row: TextLine) => row.cells.map(({ placed }) => placed.text);
  if (
    texts(first)
      .slice(1)
      .some((text) => text === "")
  )
    return false;
  const bold = (row: TextLine) => row.cells.every((cell) => cell.bold);
  if (bold(first) && ![second, ...rest].every(bold)) return true;
  if (!isHeaderText(texts(first).join(" | "))) return false;
  const ruled = (a: TextLine, b: TextLine) => across.some((height) => height > a.baseline && height < b.baseline);
  const below = [second, ...rest];
  if (ruled(first, second) && rest.length > 0 && !below.slice(1).every((row, index) => ruled(below[index]!, row))) {
    return true;
  }
  return below.some((row) => texts(row).some((text) => /\d/.test(text)));
}
