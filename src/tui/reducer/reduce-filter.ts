import { parseFilter } from "../input/filter-line.js";
import { type EditedLine, EMPTY_EDIT, edit, insertInRow, lineWith } from "../input/line-editor.js";
import { type Event, type State, withTask } from "../state/state.js";
import { CLOSED_MENU, completeAt, moveInMenu, withLine } from "./reduce-menu.js";

/** Opens the line of filters, with what is set. */
export function openFilter(state: State): State {
  const line = state.filter === null ? EMPTY_EDIT : lineWith(state.filter.line);
  return { ...state, filterLine: line, menu: CLOSED_MENU, notice: null };
}

/** Keys of the line of filters. */
export function reduceFilterLine(state: State, line: EditedLine, event: Event): State {
  switch (event.type) {
    case "typed":
      return withLine(state, insertInRow(line, event.text));
    case "edited":
      return withLine(state, edit(line, event.action));
    case "menu_moved":
      return moveInMenu(state, event.by);
    case "menu_closed":
      return { ...state, menu: CLOSED_MENU };
    case "completed":
      return completeAt(state, event.by);
    case "submitted":
      return applyFilter(state, line.text.trim());
    case "went_back":
      return { ...state, filterLine: null, notice: null };
    default:
      return state;
  }
}

/** Asks the documents that a line of filters lets through from now on. A line with a mistake stays, to be mended. */
export function applyFilter(state: State, line: string): State {
  const parsed = parseFilter(line);
  if (parsed.kind === "invalid") {
    return { ...state, filterLine: lineWith(line), notice: { kind: "message", tone: "warning", text: parsed.problem } };
  }
  const tasks = state.tasks.filter(({ kind }) => kind !== "filter");
  const ready: State = { ...state, tasks, filterLine: null, notice: null, focus: "input" };
  if (parsed.kind === "none") return { ...ready, filter: null };
  const { filters, names } = parsed;
  // Names have to be looked up first; whether any document passes is told afterwards in both cases.
  const set = names.length === 0 ? { ...ready, filter: { line, filters } } : ready;
  return withTask(set, { kind: "filter", line, words: { filters, names } });
}
