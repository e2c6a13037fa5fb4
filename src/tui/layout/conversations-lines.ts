import { count, moment } from "../../core/wording.js";
import { type Line, seg, spread, truncate } from "../lines.js";
import type { ConversationsScreen, State } from "../state/state.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { fitting } from "./hints.js";
import { page, pageRows } from "./page-lines.js";

/** The kept conversations, a row each, the latest first. */
export function conversationsLines(screen: ConversationsScreen, size: State["size"]): Line[] {
  const { list, selected, doomed } = screen;
  const title = " Conversations";
  if (list === null) return page(title, "", [[seg("  Listing …", "muted")]], "  Esc back", size);
  const { conversations, unreadable } = list;
  if (conversations.length + unreadable.length === 0)
    return page(title, "", [[seg("  None is saved yet.", "muted")]], "  Esc back", size);
  const rows = [
    ...conversations.map((one, index): Line => {
      const isSelected = index === selected;
      const mark = seg(isSelected ? "▸ " : "  ", isSelected ? "selected" : "text");
      const when = `  ${count(one.turns, "turn")}, ${moment(one.updated_at)} `;
      const name = seg(sanitizeProse(one.title), isSelected ? "selected" : "text");
      return spread([mark, name], [seg(when, "muted")], size.columns);
    }),
    ...unreadable.map(({ id, problem }): Line => {
      const said = seg(`${id}: ${sanitizeProse(problem)}`, "muted");
      return truncate([seg("✗ ", "warning"), said], size.columns);
    }),
  ];
  const shown = pageRows(size);
  const from = Math.max(0, Math.min(selected - Math.floor(shown / 2), rows.length - shown));
  const keys =
    doomed !== null && doomed === conversations[selected]?.id
      ? "  d again deletes it for good · any other key keeps it"
      : `  ${fitting(["↑↓ select", "Enter reopen", "d delete"], "Esc back", size.columns - 2)}`;
  return page(title, `${count(conversations.length, "conversation")} `, rows.slice(from, from + shown), keys, size);
}
