import type { EditedLine } from "../line-editor.js";
import { columnsOf, columnsOfLine, type Line, type Segment, seg, splitGraphemes } from "../lines.js";
import { sanitize } from "../sanitize.js";

/** A line being written in one row: as much of it as fits, up to the cursor and a little beyond. */
export function promptLine(label: string, { text, cursor }: EditedLine, columns: number): Line {
  const prompt = seg(label, "question");
  const room = Math.max(4, columns - columnsOf(label) - 1);
  const before = splitGraphemes(text.slice(0, cursor)).map((part) => sanitize(part));
  const [under = " ", ...after] = splitGraphemes(text.slice(cursor)).map((part) => sanitize(part));
  let used = columnsOf(under);
  let from = before.length;
  while (from > 0 && used + columnsOf(before[from - 1] as string) <= room) used += columnsOf(before[--from] as string);
  const row: Segment[] = [prompt, seg(before.slice(from).join("")), seg(under, "cursor")];
  for (const part of after) {
    if (columnsOfLine(row) + columnsOf(part) > columns - 1) break;
    row.push(seg(part));
  }
  return row.filter((segment) => segment.text !== "");
}
