import type { HistorySearch } from "../input/history-search.js";
import { columnsOf, seg, truncate } from "../lines.js";
import { menuOf } from "../state/menu.js";
import { evidenceOf, isBuildingFirst, isWriting, lookingUp, type State } from "../state/state.js";
import { mayBeFoundNow, turnWasReadOtherwise } from "../state/turns.js";
import { canBeWritten } from "../state/words.js";
import { sanitizeProse } from "../terminal/sanitize.js";

const SELECTION_KEYS = ["Enter open", "Esc back", "e why", "y copy", "o edit", "f filter"];
const QUERY_COLUMNS = 24;

/** What can be pressed now, in one row: the least needed give way, the last stays. */
export function hintOf(state: State, columns: number): string {
  const { latest, focus, search } = state;
  if (state.isQuitArmed) return "Ctrl-C again leaves";
  if (search !== null) return searchHint(search, columns);
  if (state.consent !== null) return fitting(["Ctrl-Y agrees"], "n sends nothing", columns);
  if (menuOf(state).length > 0) {
    const take = state.menu.selected === null ? "Tab completes" : "Enter takes it";
    return fitting([take, "↑↓ select"], "Esc closes", columns);
  }
  if (state.filterLine !== null) return fitting(["Enter filters", "empty: all documents"], "Esc leaves it", columns);
  if (lookingUp(state) !== undefined) return "Ctrl-C cancels the question";
  if (isWriting(state) && focus === "input") return "Esc stops the writing";
  if (focus === "list") {
    const undo = latest !== null && turnWasReadOtherwise(latest) ? ["u as typed"] : [];
    const judge = latest?.outcome.kind === "answer" ? ["+ - judge"] : [];
    const outcome = latest?.outcome;
    const written = outcome?.kind === "report" ? outcome.growing.report.written : latest?.words?.written;
    const words = written?.prompt ? ["w anew", "p what was sent"] : ["w in words"];
    const canWrite = outcome?.kind === "report" || (outcome?.kind === "answer" && canBeWritten(outcome.answer));
    const writing = canWrite ? words : [];
    return fitting(["↑↓", ...undo, ...SELECTION_KEYS, ...judge, ...writing, "x explain"], "? help", columns);
  }
  if (isBuildingFirst(state)) return fitting(["Enter asks once it can"], "Ctrl-C stops and leaves", columns);
  const again = latest?.outcome.kind === "failed" ? "Enter tries again" : "Enter asks it again";
  const isAgain = state.input.text === "" && (latest?.outcome.kind === "failed" || mayBeFoundNow(state));
  const enter = isAgain ? again : "Enter asks";
  const sources = evidenceOf(latest).length > 0 ? ["Tab to the answer"] : [];
  return fitting([enter, ...sources, "/help"], "Ctrl-D leaves", columns);
}

function searchHint({ query, hasFailed }: HistorySearch, columns: number): string {
  const found = (text: string) => `${hasFailed ? "Nothing earlier holds" : "Earlier with"} “${text}”`;
  const room = columns - columnsOf(`${found("")} · Enter takes it · Esc back`);
  const shown = truncate([seg(sanitizeProse(query))], Math.max(4, Math.min(QUERY_COLUMNS, room)));
  const said = found(shown.map(({ text }) => text).join(""));
  return fitting([said, "Enter takes it", "Ctrl-R earlier"], "Esc back", columns);
}

/** As many of the first as there is room for, and the last. */
export function fitting(keys: readonly string[], last: string, columns: number): string {
  for (let count = keys.length; count > 0; count--) {
    const hint = [...keys.slice(0, count), last].join(" · ");
    if (columnsOf(hint) <= columns) return hint;
  }
  return last;
}
