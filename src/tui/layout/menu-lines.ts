import type { Completion } from "../completion.js";
import { columnsOf, type Line, seg, truncate, truncateStart } from "../lines.js";
import { menuOf } from "../menu.js";
import { sanitizeProse } from "../sanitize.js";
import type { State } from "../state.js";

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
