import type { EditedLine } from "../line-editor.js";
import { sanitize } from "../sanitize.js";
import { columnsOf, type Line, type Segment, seg, splitGraphemes } from "./lines.js";

const MAX_INPUT_ROWS = 5;
const PLACEHOLDER = "Ask about your documents";

/** The line being written, wrapped, with the cursor on it; the rows around the cursor when there are too many. */
export function inputLines({ text, cursor }: EditedLine, columns: number, hasFocus: boolean): Line[] {
  const prompt = seg("❯ ", hasFocus ? "question" : "muted");
  if (text === "") return [[prompt, ...placeholder(hasFocus)]];
  const rows: Segment[][] = [[]];
  const room = columns - 3;
  let used = 0;
  let cursorRow = 0;
  let at = 0;
  for (const part of [...splitGraphemes(text), " "]) {
    const isCursor = at === cursor;
    const safe = sanitize(part);
    if (used + columnsOf(safe) > room) {
      rows.push([]);
      used = 0;
    }
    if (isCursor) cursorRow = rows.length - 1;
    if (at < text.length || isCursor) rows.at(-1)?.push(seg(safe, isCursor && hasFocus ? "cursor" : "text"));
    used += columnsOf(safe);
    at += part.length;
  }
  const first = Math.max(0, Math.min(cursorRow - MAX_INPUT_ROWS + 1, rows.length - MAX_INPUT_ROWS));
  return rows
    .map((row, index): Line => [index === 0 ? prompt : seg("  "), ...row])
    .slice(first, first + MAX_INPUT_ROWS);
}

function placeholder(hasFocus: boolean): Line {
  if (!hasFocus) return [seg(PLACEHOLDER, "muted")];
  return [seg(PLACEHOLDER.slice(0, 1), "cursor"), seg(PLACEHOLDER.slice(1), "muted")];
}
