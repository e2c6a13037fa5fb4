import stringWidth from "string-width";
import type { Token } from "./terminal/theme.js";

/** A run of text with one meaning. Already sanitised, without line ends. */
export interface Segment {
  readonly text: string;
  readonly token: Token;
}

/** One row of the screen. */
export type Line = readonly Segment[];

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly token: Token;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;

export const EMPTY_LINE: Line = [];

export function seg(text: string, token: Token = "text"): Segment {
  return { text, token };
}

/** Columns that a text takes in the terminal. */
export function columnsOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

export function columnsOfLine(line: Line): number {
  return line.reduce((sum, segment) => sum + columnsOf(segment.text), 0);
}

export function splitGraphemes(text: string): string[] {
  return ASCII.test(text) ? text.split("") : Array.from(graphemes.segment(text), (part) => part.segment);
}

/**
 * Breaks a styled text into rows of at most `width` columns, at spaces where there are some.
 * `indent` opens the first row and `hanging` [indent] the rows after it; both count toward the width.
 */
export function wrap(text: Line, width: number, indent: Line = EMPTY_LINE, hanging: Line = indent): Line[] {
  const cells = cellsOf(text);
  const rows: Line[] = [];
  let start = 0;
  do {
    const lead = rows.length === 0 ? indent : hanging;
    const end = rowEnd(cells, start, Math.max(2, width - columnsOfLine(lead)));
    let last = end;
    if (end < cells.length) while (last > start && cells[last - 1]?.text === " ") last--;
    rows.push([...lead, ...joinCells(cells.slice(start, last))]);
    start = end;
  } while (start < cells.length);
  return rows;
}

/** Cuts a line to `width` columns; the last one becomes an ellipsis where something is lost. */
export function truncate(line: Line, width: number): Line {
  if (columnsOfLine(line) <= width) return line;
  const kept: Cell[] = [];
  let used = 0;
  for (const cell of cellsOf(line)) {
    if (used + cell.width > width - 1) break;
    kept.push(cell);
    used += cell.width;
  }
  return [...joinCells(kept), seg("…", kept.at(-1)?.token ?? "muted")];
}

/** Cuts the beginning away instead: what matters of a path is its end. */
export function truncateStart(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  const parts = splitGraphemes(text);
  let used = 1;
  let from = parts.length;
  while (from > 0 && used + columnsOf(parts[from - 1] ?? "") <= width) used += columnsOf(parts[--from] ?? "");
  return `…${parts.slice(from).join("")}`;
}

/** `left` and `right` at the two edges of `width` columns; `left` gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - columnsOfLine(right) - 2;
  if (room < 8) return truncate([...left, seg("  "), ...right], width);
  const kept = truncate(left, room);
  return [...kept, seg(" ".repeat(width - columnsOfLine(kept) - columnsOfLine(right))), ...right];
}

/** The text of lines without their meanings; for tests and for measuring. */
export function plainText(lines: readonly Line[]): string {
  return lines.map((line) => line.map((segment) => segment.text).join("")).join("\n");
}

function rowEnd(cells: readonly Cell[], start: number, room: number): number {
  let used = 0;
  let afterSpace = -1;
  for (let index = start; index < cells.length; index++) {
    const cell = cells[index] as Cell;
    if (used + cell.width > room && index > start) {
      if (cell.text === " ") return spacesEnd(cells, index);
      return afterSpace > start ? afterSpace : index;
    }
    used += cell.width;
    if (cell.text === " " && !isIndent(cells, start, index)) afterSpace = index + 1;
  }
  return cells.length;
}

function spacesEnd(cells: readonly Cell[], from: number): number {
  let end = from;
  while (cells[end]?.text === " ") end++;
  return end;
}

/** Breaking inside the spaces that open a row would leave an empty row. */
function isIndent(cells: readonly Cell[], start: number, index: number): boolean {
  for (let at = start; at <= index; at++) if (cells[at]?.text !== " ") return false;
  return true;
}

function cellsOf(line: Line): Cell[] {
  return line.flatMap(({ text, token }) =>
    splitGraphemes(text).map((part) => ({ text: part, width: columnsOf(part), token })),
  );
}

function joinCells(cells: readonly Cell[]): Segment[] {
  const segments: { text: string; token: Token }[] = [];
  for (const { text, token } of cells) {
    const last = segments.at(-1);
    if (last?.token === token) last.text += text;
    else segments.push({ text, token });
  }
  return segments;
}
