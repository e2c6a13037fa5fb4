import type { Completion } from "../input/completion.js";
import { FILTER_EXAMPLE } from "../input/filter-line.js";
import { inputRows, rowOfCursor } from "../input/input-rows.js";
import type { EditedLine } from "../input/line-editor.js";
import {
  columnsOf,
  columnsOfLine,
  type Line,
  type Segment,
  seg,
  splitGraphemes,
  truncate,
  truncateStart,
  wrap,
} from "../lines.js";
import { menuOf } from "../state/menu.js";
import type { State } from "../state/state.js";
import { writerWords } from "../state/words.js";
import { sanitize, sanitizeProse } from "../terminal/sanitize.js";

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

/** Which documents the next question is asked of, where that isn't all. */
export function filterLines({ filter, filterLine }: State, columns: number): Line[] {
  if (filter === null || filterLine !== null) return [];
  return [
    truncate(
      [seg("  Only ", "muted"), seg(sanitizeProse(filter.line), "accent"), seg(" · /filter changes it", "muted")],
      columns,
    ),
  ];
}

/** Who writes the answers that follow. */
export function writerLines({ writer }: State, columns: number): Line[] {
  if (writer === null) return [];
  const by = seg(sanitizeProse(writerWords(writer)), "accent");
  return [truncate([seg("  In words by ", "muted"), by, seg(" · /write switches it off", "muted")], columns)];
}

/** What is asked before anything is sent, in the place of the question. */
export function consentLines(question: string, width: number): Line[] {
  return wrap(
    [seg(sanitizeProse(question), "warning"), seg(" Ctrl-Y agrees, n doesn't ")],
    width,
    [seg("? ", "warning")],
    [seg("  ")],
  );
}

/** The line of filters in the place of the question. */
export function filterPrompt(line: EditedLine, columns: number): Line[] {
  const prompt = promptLine("Only in: ", line, columns);
  return [line.text === "" ? truncate([...prompt, seg(FILTER_EXAMPLE, "muted")], columns) : prompt];
}

const MIN_MENU_ROWS = 3;
const MAX_MENU_ROWS = 8;
const MAX_LABEL_SHARE = 0.6;

/** What can be completed, a row each: those around the selected one where there are too many. */
export function menuLines(state: State): Line[] {
  const { columns, rows } = state.size;
  const menu = menuOf(state);
  const shown = Math.max(MIN_MENU_ROWS, Math.min(MAX_MENU_ROWS, Math.floor(rows / 3)));
  const selected = state.menu.selected ?? 0;
  const first = Math.max(0, Math.min(selected - shown + 1, menu.length - shown));
  const visible = menu.slice(first, first + shown);
  const labels = visible.map(({ label }) => truncateStart(sanitizeProse(label), Math.floor(columns * MAX_LABEL_SHARE)));
  const width = Math.max(0, ...labels.map(columnsOf));
  const lines = visible.map(({ help }: Completion, index): Line => {
    const isSelected = first + index === state.menu.selected;
    const label = labels[index] ?? "";
    const row: Line = [
      isSelected ? seg("▸ ", "selected") : seg("  "),
      seg(label, isSelected ? "selected" : "text"),
      seg(`${" ".repeat(width - columnsOf(label))}  ${sanitizeProse(help)}`.trimEnd(), "muted"),
    ];
    return truncate(row, columns);
  });
  const more = [...moreOf("↑", first), ...moreOf("↓", menu.length - first - visible.length)];
  return more.length === 0 ? lines : [...lines, [seg(`  ${more.join(", ")}`, "muted")]];
}

function moreOf(arrow: string, hidden: number): string[] {
  return hidden > 0 ? [`${arrow} ${hidden} more`] : [];
}

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
