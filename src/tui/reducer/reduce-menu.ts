import { complete, needsNames } from "../input/completion.js";
import type { EditedLine } from "../input/line-editor.js";
import { menuOf } from "../state/menu.js";
import { type State, taskOf, withTask } from "../state/state.js";

/** Until something is written. */
export const CLOSED_MENU = { isClosed: true, selected: null } as const;

/**
 * The line being written, which is that of filters while it is open, as it is after a change. The menu starts over, and
 * the documents' names are fetched where they are needed.
 */
export function withLine(state: State, line: EditedLine): State {
  const isFilter = state.filterLine !== null;
  const before = state.filterLine ?? state.input;
  const after: State = isFilter ? { ...state, filterLine: line } : { ...state, input: line };
  if (line.text === before.text) return after;
  const fresh: State = { ...after, menu: { isClosed: false, selected: null } };
  const isMissing = fresh.names === null && (isFilter || needsNames(line)) && taskOf(fresh, "names") === undefined;
  return isMissing ? withTask(fresh, { kind: "names" }) : fresh;
}

export function moveInMenu(state: State, by: -1 | 1): State {
  const { length } = menuOf(state);
  if (length === 0) return state;
  const { selected } = state.menu;
  const next = selected === null ? (by === 1 ? 0 : length - 1) : (selected + by + length) % length;
  return { ...state, menu: { ...state.menu, selected: next } };
}

/** Takes the only completion, or the selected one; with several and none selected, `by` selects one. */
export function completeAt(state: State, by: -1 | 1 | null): State {
  const menu = menuOf(state);
  const chosen = menu.length === 1 ? menu[0] : by === null ? menu[state.menu.selected ?? 0] : undefined;
  if (chosen === undefined) return by === null ? state : moveInMenu(state, by);
  return withLine(state, complete(state.filterLine ?? state.input, chosen));
}
