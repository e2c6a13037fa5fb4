import { columnsOf, splitGraphemes } from "../lines.js";
import { sanitize } from "../terminal/sanitize.js";
import type { EditedLine } from "./line-editor.js";

/** Columns of the prompt before each row, and of the cursor behind the last character. */
const CHROME_COLUMNS = 3;

/** What one row of the window shows of the input: string indexes, the line end left out. */
export interface InputRow {
  readonly start: number;
  readonly end: number;
}

/** The input's rows in a window: a line end starts a new one, and so does a character that finds no room. */
export function inputRows(text: string, columns: number): InputRow[] {
  const room = Math.max(2, columns - CHROME_COLUMNS);
  const rows: InputRow[] = [];
  let start = 0;
  let at = 0;
  let used = 0;
  for (const part of splitGraphemes(text)) {
    const width = columnsOf(sanitize(part));
    if (part === "\n" || used + width > room) {
      rows.push({ start, end: at });
      start = part === "\n" ? at + 1 : at;
      used = 0;
    }
    if (part !== "\n") used += width;
    at += part.length;
  }
  return [...rows, { start, end: at }];
}

export function rowOfCursor(rows: readonly InputRow[], cursor: number): number {
  return Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= cursor),
  );
}

/** The cursor a row higher or lower, in the column nearest to its own; `null` where there is no such row. */
export function moveByRow({ text, cursor }: EditedLine, by: -1 | 1, columns: number): EditedLine | null {
  const rows = inputRows(text, columns);
  const at = rowOfCursor(rows, cursor);
  const from = rows[at];
  const to = rows[at + by];
  if (from === undefined || to === undefined) return null;
  const wanted = columnsOf(sanitize(text.slice(from.start, cursor)));
  let used = 0;
  let index = to.start;
  // A row that goes on in the next one has no place behind its last character.
  const isFolded = rows[at + by + 1]?.start === to.end;
  const parts = splitGraphemes(text.slice(to.start, to.end));
  for (const part of isFolded ? parts.slice(0, -1) : parts) {
    used += columnsOf(sanitize(part));
    if (used > wanted) break;
    index += part.length;
  }
  return { text, cursor: index };
}
