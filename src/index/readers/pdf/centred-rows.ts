import { median } from "./columns.js";
import { columnOf, columnsOf } from "./tables.js";
import type { Cell, Region, TextLine } from "./text-run.js";

const MIN_ROWS = 3;
/** A page of a book has at most so many. */
const MAX_LINES = 300;
/** Lines of one cell are nearer to each other than those of two, by at least so many times. */
const ROW_GAP = 1.2;
/** A cell is in the middle of those beside it to so many heights of the font. */
const MAX_OFF = 0.6;

export interface CentredTable {
  /** Lines of the region before and after it. */
  readonly before: Region;
  readonly rows: readonly (readonly TextLine[])[];
  readonly after: Region;
}

/**
 * The table of a region whose cells stand at half the height of their row, beside cells of several lines: its lines are
 * no rows, and by their order the lines of one row would come to the next.
 */
export function centredTable(region: Region): CentredTable | null {
  const first = region.findIndex(({ cells }) => cells.length > 1);
  if (first < 0 || region.length > MAX_LINES) return null;
  const last = region.findLastIndex(({ cells }) => cells.length > 1);
  const most = Math.max(...region.map(({ cells }) => cells.length));
  const widest = region.filter(({ cells }) => cells.length === most);
  const columns = columnsOf(widest);
  if (columns === null) return null;
  const places = (line: TextLine) => line.cells.map((cell) => columnOf(cell, columns));
  const lines = (column: number) => region.slice(first, last + 1).filter((line) => places(line).includes(column));
  const counts = columns.map((_, column) => lines(column).length);
  const tall = counts.indexOf(Math.max(...counts));
  const isTall = (line: TextLine | undefined) => {
    const [cell] = line?.cells ?? [];
    return line?.cells.length === 1 && places(line)[0] === tall && isWithin(cell!, columns, tall);
  };
  const pitch = linePitch(lines(tall));
  let end = last + 1;
  while (isTall(region[end]) && region[end]!.baseline - region[end - 1]!.baseline < pitch * ROW_GAP) end++;
  const table = region.slice(first, end);
  if (!table.every(({ cells }) => cells.every((cell) => isWithin(cell, columns, columnOf(cell, columns))))) return null;
  const groups = grouped(
    table.filter((line) => places(line).includes(tall)),
    pitch,
  );
  const rows = groups.map((group) => [...group]);
  for (const line of table.filter((each) => !places(each).includes(tall))) {
    const index = groups.findIndex((group) => isBeside(line, group));
    if (index < 0) return null;
    rows[index]!.push(line);
  }
  // Each of the other cells is one line, and somewhere it stands between lines of the tall ones.
  const isSound = rows.every((row, index) => isCentred(row, groups[index]!, places, tall));
  const between = rows.filter((row, index) => row.length > groups[index]!.length).length;
  if (rows.length < MIN_ROWS || !isSound || between === 0) return null;
  const ordered = rows.map((row) => row.sort((a, b) => a.baseline - b.baseline));
  return { before: region.slice(0, first), rows: ordered, after: region.slice(end) };
}

function linePitch(lines: readonly TextLine[]): number {
  const distances = lines.slice(1).map(({ baseline }, index) => baseline - lines[index]!.baseline);
  const least = Math.min(...distances);
  return median(distances.filter((distance) => distance < least * ROW_GAP));
}

function grouped(lines: readonly TextLine[], pitch: number): TextLine[][] {
  const groups: TextLine[][] = [];
  for (const line of lines) {
    const above = groups.at(-1)?.at(-1);
    if (above === undefined || line.baseline - above.baseline > pitch * ROW_GAP) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups;
}

function isWithin({ left, right }: Cell, columns: readonly Pick<Cell, "left" | "right">[], at: number): boolean {
  const before = columns[at - 1]?.right ?? Number.NEGATIVE_INFINITY;
  const next = columns[at + 1]?.left ?? Number.POSITIVE_INFINITY;
  return left > before && right < next;
}

function isBeside({ baseline }: TextLine, group: readonly TextLine[]): boolean {
  return baseline > group[0]!.baseline && baseline < group.at(-1)!.baseline;
}

function isCentred(
  row: readonly TextLine[],
  group: readonly TextLine[],
  places: (line: TextLine) => number[],
  tall: number,
): boolean {
  const middle = (group[0]!.baseline + group.at(-1)!.baseline) / 2;
  const others = row.filter((line) => places(line).some((column) => column !== tall));
  const columns = others.flatMap(places).filter((column) => column !== tall);
  return (
    columns.length > 0 &&
    new Set(columns).size === columns.length &&
    others.every(({ baseline, size }) => Math.abs(baseline - middle) < MAX_OFF * size)
  );
}
