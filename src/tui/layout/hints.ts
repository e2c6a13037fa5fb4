import { turnWasReadOtherwise } from "../conversation.js";
import { evidenceOf, type State, taskOf } from "../state.js";
import { columnsOf } from "./lines.js";

const SELECTION_KEYS = ["Enter open", "Esc back", "e why", "y copy", "o edit", "f filter", "+ - judge"];

/** What can be pressed now, in one row: the least needed give way, the help stays. */
export function hintOf(state: State, columns: number): string {
  const { latest, focus } = state;
  if (state.isQuitArmed) return "Ctrl-C again leaves";
  if (taskOf(state, "ask") !== undefined) return "Ctrl-C cancels the question";
  if (state.filterLine !== null) return fitting(["Enter filters", "empty: all documents"], "Esc leaves it", columns);
  if (focus === "list") {
    const undo = latest !== null && turnWasReadOtherwise(latest) ? ["u as typed"] : [];
    return fitting(["↑↓", ...undo, ...SELECTION_KEYS], "? help", columns);
  }
  const enter = latest?.outcome.kind === "failed" && state.input.text === "" ? "Enter tries again" : "Enter asks";
  const sources = evidenceOf(latest).length > 0 ? ["Tab to the answer"] : [];
  return fitting([enter, ...sources, "/help"], "Ctrl-D leaves", columns);
}

/** As many of the first as there is room for, and the last. */
export function fitting(keys: readonly string[], last: string, columns: number): string {
  for (let count = keys.length; count > 0; count--) {
    const hint = [...keys.slice(0, count), last].join(" · ");
    if (columnsOf(hint) <= columns) return hint;
  }
  return last;
}
