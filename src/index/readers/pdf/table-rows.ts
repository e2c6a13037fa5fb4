import type { Cell, Region, TextLine } from "./text-run.js";

/** A line of running text, or the row of a table with all lines of its cells. */
export interface FoldedLine {
  readonly line: TextLine;
  readonly isRow: boolean;
}

/** Second lines of cells are so near, in heights of the font. */
const MAX_CELL_PITCH = 2;
const ALIGNED = 0.7;

/** Finds the rows of tables in a region: three cells beside each other, or two and more in the line next to it. */
export function foldRows(region: Region): FoldedLine[] {
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
  const texts = new Map(line.cells.map((cell) => [columnOf(row, cell), cell.text]));
  const cells = row.cells.map((cell) =>
    texts.has(cell) ? { ...cell, text: `${cell.text} ${texts.get(cell)}` } : cell,
  );
  return { ...row, cells };
}
