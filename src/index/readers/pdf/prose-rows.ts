import { median } from "./columns.js";
import { columnsOf } from "./tables.js";
import type { Region, TextLine } from "./text-run.js";

const MIN_ROWS = 3;
/** Cells of running text are so long, in characters. */
const MIN_CHARACTERS = 15;
/** Further lines of a column are so near, in heights of the font. */
const MAX_PITCH = 2;
/** Edges of columns differ by less, in points. */
const MARGIN = 3;

/** A region in reading order, where lines of running text stand beside each other: column by column, not as rows. */
export function withoutProseRows(region: Region): Region[] {
  const first = region.findIndex(({ cells }) => cells.length === 2 || cells.length === 3);
  if (first < 0) return [region];
  const count = region[first]!.cells.length;
  let end = first;
  while (region[end]?.cells.length === count) end++;
  const rows = region.slice(first, end);
  const columns = columnsOf(rows);
  if (columns === null || rows.length < MIN_ROWS || !isProse(rows, count)) {
    const rest = region.slice(end);
    if (rest.length === 0) return [region];
    const [next, ...others] = withoutProseRows(rest);
    return [[...region.slice(0, end), ...next!], ...others];
  }
  const columnOf = ({ left, right }: TextLine) =>
    columns.findIndex((column) => left > column.left - MARGIN && right < column.right + MARGIN);
  const joins = (line: TextLine | undefined, next: TextLine | undefined) =>
    line?.cells.length === 1 && columnOf(line) >= 0 && near(line, next);
  let start = first;
  while (joins(region[start - 1], region[start])) start--;
  while (joins(region[end], region[end - 1])) end++;
  const sides = columns.map((column, index) =>
    region.slice(start, end).flatMap((line): TextLine[] => {
      if (line.cells.length === 1) return columnOf(line) === index ? [line] : [];
      const cell = line.cells[index]!;
      return [{ ...line, cells: [cell], left: cell.left, right: Math.min(cell.right, column.right) }];
    }),
  );
  const rest = region.slice(end);
  return [region.slice(0, start), ...sides, ...(rest.length > 0 ? withoutProseRows(rest) : [])].filter(
    (lines) => lines.length > 0,
  );
}

function near(a: TextLine, b: TextLine | undefined): boolean {
  return b !== undefined && Math.abs(a.baseline - b.baseline) < MAX_PITCH * Math.max(a.size, b.size);
}

/** Whether sentences run on from cell to cell below in every column. */
function isProse(rows: readonly TextLine[], count: number): boolean {
  return Array.from({ length: count }, (_, index) => rows.map(({ cells }) => cells[index]!.placed.text)).every(
    (texts) => {
      const goOn = texts.slice(1).filter((text, at) => /^\p{Ll}/u.test(text) && !/[.!?:;]$/.test(texts[at]!)).length;
      return median(texts.map((text) => text.length)) >= MIN_CHARACTERS && goOn * 2 >= texts.length - 1;
    },
  );
}
