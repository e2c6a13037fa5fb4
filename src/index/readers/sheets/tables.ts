import { isName, namesColumns } from "../data/column-names.js";
import type { Cell, Sheet } from "./sheet.js";

/** Cells that belong together: what blank rows and columns part from the rest of the sheet. */
export interface Table {
  /** Above it, as far as one cell a row says it. */
  readonly lead: readonly TableRow[];
  /** Rows that name the columns, outermost first; more than one where names are grouped. */
  readonly header: readonly TableRow[];
  readonly rows: readonly TableRow[];
  /** Those in which any cell shows something, ascending. */
  readonly columns: readonly number[];
  /** Goes on below a table before it, whose `columns` (the same list) are its own. */
  readonly continues: boolean;
}

export interface TableRow {
  /** From 0. */
  readonly row: number;
  /** By column, ascending. */
  readonly cells: ReadonlyMap<number, GridCell>;
}

export interface GridCell {
  readonly cell: Cell;
  /** Where it stands: of merged cells, their first. */
  readonly row: number;
  readonly column: number;
  /** Whether it is said again here, having been merged over columns. */
  readonly isSpread: boolean;
}

/** Areas within areas are parted no deeper than this. */
const MAX_DEPTH = 6;
/** A merged cell is taken to reach no farther than this. */
const MAX_SPREAD = 200;
/** A column of one cell in so many of the rows beside it is a column of theirs, blank as the one between may be. */
const BELONGS = 0.5;
/** More rows of one cell each are a list, and nothing that stands above a table. */
const MAX_LEAD = 4;

/** The tables of a sheet, from the top left. A single cell is one too. */
export function tablesOf(sheet: Sheet): Table[] {
  const tables: Table[] = [];
  for (const rows of areas(gridOf(sheet), 0)) {
    const columns = columnsOf(rows);
    const parts = headed(rows, columns);
    const last = tables.findLast((other) => columns.some((column) => other.columns.includes(column)));
    const above = tables.find((other) => other.header.length > 0 && other.columns === last?.columns);
    const continues = last !== undefined && above !== undefined && goesOn(parts, columns, last);
    tables.push(
      continues ? { lead: [], header: [], rows, columns: above.columns, continues } : { ...parts, columns, continues },
    );
  }
  return tables;
}

/** The cells of a sheet with those that are merged said in each row and column that they reach over. */
function gridOf({ rows }: Sheet): TableRow[] {
  const grid = new Map<number, Map<number, GridCell>>();
  const put = (row: number, column: number, cell: GridCell) => {
    const cells = grid.get(row) ?? new Map<number, GridCell>();
    grid.set(row, cells);
    if (!cells.has(column)) cells.set(column, cell);
  };
  const isMerged = new Set<number>();
  for (const [row, cells] of rows) {
    for (const [column, cell] of cells) {
      put(row, column, { cell, row, column, isSpread: false });
      if (cell.rows === 1 && cell.columns === 1) continue;
      for (let r = row; r < row + Math.min(cell.rows, MAX_SPREAD); r++) {
        for (let c = column; c < column + Math.min(cell.columns, MAX_SPREAD); c++) {
          isMerged.add(r);
          put(r, c, { cell, row, column, isSpread: c > column });
        }
      }
    }
  }
  return [...grid]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => {
      return { row, cells: isMerged.has(row) ? new Map([...cells].sort(([a], [b]) => a - b)) : cells };
    });
}

/** Parts rows at blank rows, then at blank columns, and what comes of it again. */
function areas(rows: readonly TableRow[], depth: number): TableRow[][] {
  return bands(rows).flatMap((band) => {
    const groups = columnGroups(band);
    if (groups.length === 1 || depth === MAX_DEPTH) return [band];
    return groups.flatMap((columns) => areas(within(band, columns), depth + 1));
  });
}

function bands(rows: readonly TableRow[]): TableRow[][] {
  const found: TableRow[][] = [];
  for (const row of rows) {
    const last = found.at(-1)?.at(-1);
    if (last && row.row === last.row + 1) found.at(-1)!.push(row);
    else found.push([row]);
  }
  return found;
}

/** Sets of columns with none but blank ones between them. What is a column of a table is not parted from it. */
function columnGroups(rows: readonly TableRow[]): number[][] {
  const groups: number[][] = [];
  for (const column of columnsOf(rows)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && column === last + 1) groups.at(-1)!.push(column);
    else groups.push([column]);
  }
  const apart: number[][] = [];
  for (const group of groups) {
    const before = apart.at(-1);
    if (before && (isSpaced(rows, group, before) || isSpaced(rows, before, group))) before.push(...group);
    else apart.push([...group]);
  }
  return apart;
}

/** Whether a single column has cells in about as many of the rows as the columns beside it. */
function isSpaced(rows: readonly TableRow[], single: readonly number[], beside: readonly number[]): boolean {
  if (single.length > 1) return false;
  const filled = (columns: readonly number[]) =>
    rows.filter(({ cells }) => columns.some((column) => cells.has(column))).length;
  return filled(single) >= BELONGS * filled(beside);
}

function within(rows: readonly TableRow[], columns: readonly number[]): TableRow[] {
  const [first, last] = [columns[0]!, columns.at(-1)!];
  return rows.flatMap(({ row, cells }) => {
    const own = [...cells].filter(([column]) => column >= first && column <= last);
    return own.length > 0 ? [{ row, cells: new Map(own) }] : [];
  });
}

function columnsOf(rows: readonly TableRow[]): number[] {
  return [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
}

/** Finds what stands above a table, and the rows that name its columns. */
function headed(rows: readonly TableRow[], columns: readonly number[]): Pick<Table, "lead" | "header" | "rows"> {
  const found = columns.length === 1 ? -1 : rows.findIndex((row) => ownCells(row) > 1);
  const first = found < 0 ? rows.length : found;
  const leads = first <= MAX_LEAD ? first : 0;
  const lead = rows.slice(0, leads);
  const count = headerRows(rows.slice(leads), columns);
  return { lead, header: rows.slice(leads, leads + count), rows: rows.slice(leads + count) };
}

function ownCells({ cells }: TableRow): number {
  return [...cells.values()].filter(({ isSpread }) => !isSpread).length;
}

/** How many of the first rows name columns. */
function headerRows([first, second, ...rest]: readonly TableRow[], columns: readonly number[]): number {
  if (first === undefined || second === undefined) return 0;
  const isGrouped = [...first.cells.values()].some(({ isSpread }) => isSpread);
  if (isGrouped && rest.length > 0) {
    const own = namesIn(second, columns);
    const areNames = own.filter((name) => name !== "").every(isName) || namesColumns(own);
    if (areNames && second.cells.size * 2 > columns.length && !hasNumbers(first)) return 2;
  }
  if (first.cells.size * 2 < columns.length || isGrouped || !namesColumns(namesIn(first, columns))) return 0;
  return isForm([first, second, ...rest], columns) ? 0 : 1;
}

/** What the cells of a row say, each on one line, empty where there is none. */
export function namesIn({ cells }: TableRow, columns: readonly number[]): string[] {
  return columns.map((column) => cells.get(column)?.cell.text.replace(/\s+/g, " ") ?? "");
}

function hasNumbers({ cells }: TableRow): boolean {
  return [...cells.values()].some(({ cell }) => cell.isNumber);
}

/** Names with their values beside them, which differ in kind: the first of them names nothing below it. */
function isForm(rows: readonly TableRow[], [left, right, ...more]: readonly number[]): boolean {
  if (left === undefined || right === undefined || more.length > 0) return false;
  if (rows.every(({ cells }) => !cells.has(left) || /:$/.test(cells.get(left)!.cell.text))) return true;
  const below = rows.slice(1).flatMap(({ cells }) => cells.get(right)?.cell ?? []);
  return below.some(({ isNumber }) => isNumber) && below.some(({ isNumber }) => !isNumber);
}

/** Whether rows behind a blank one are more of the table above it: they have its columns, and name none themselves. */
function goesOn(
  { lead, header, rows }: Pick<Table, "lead" | "header" | "rows">,
  columns: readonly number[],
  last: Table,
): boolean {
  if (lead.length > 0 || columns.length < 2 || !columns.every((column) => last.columns.includes(column))) return false;
  const start = (header[0] ?? rows[0])!.row;
  const end = [...last.lead, ...last.header, ...last.rows].at(-1)!.row;
  if (start <= end || start > end + 3) return false;
  return header.length === 0 || !rows.some(hasNumbers);
}
