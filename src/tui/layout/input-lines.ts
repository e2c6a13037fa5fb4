import { inputRows, rowOfCursor } from "../input-rows.js";
import type { EditedLine } from "../line-editor.js";
import { type Line, type Segment, seg, splitGraphemes } from "../lines.js";
import { sanitize } from "../sanitize.js";

const MIN_INPUT_ROWS = 2;
const MAX_INPUT_ROWS = 10;
const PLACEHOLDER = "Ask about your documents";
const ELSEWHERE = "Esc to write a question";

/** The text being written, wrapped, with the cursor on it; the rows around the cursor where there are too many. */
export function inputLines(
  { text, cursor }: EditedLine,
  { columns, rows: windowRows }: { readonly columns: number; readonly rows: number },
  hasFocus: boolean,
): Line[] {
  const prompt = hasFocus ? seg("❯ ", "question") : seg("  ");
  if (text === "") return [[prompt, ...placeholder(hasFocus)]];
  const rows = inputRows(text, columns);
  const shown = Math.max(MIN_INPUT_ROWS, Math.min(MAX_INPUT_ROWS, Math.floor(windowRows / 3)));
  const cursorRow = rowOfCursor(rows, cursor);
  const first = Math.max(0, Math.min(cursorRow - shown + 1, rows.length - shown));
  return rows.slice(first, first + shown).map(({ start, end }, index): Line => {
    const row = first + index;
    const at = row === cursorRow && hasFocus ? cursor : -1;
    return [row === 0 ? prompt : seg("  "), ...cells(text, start, end, at)];
  });
}

/** @param cursor string index, -1 where it is not in this row */
function cells(text: string, start: number, end: number, cursor: number): Segment[] {
  const safe = (from: number, to: number) => splitGraphemes(text.slice(from, to)).map((part) => sanitize(part));
  if (cursor === -1) return [seg(safe(start, end).join(""))];
  const [under = " ", ...after] = safe(cursor, end);
  return [seg(safe(start, cursor).join("")), seg(under, "cursor"), seg(after.join(""))].filter(
    (segment) => segment.text !== "",
  );
}

function placeholder(hasFocus: boolean): Line {
  if (!hasFocus) return [seg(ELSEWHERE, "muted")];
  return [seg(PLACEHOLDER.slice(0, 1), "cursor"), seg(PLACEHOLDER.slice(1), "muted")];
}
