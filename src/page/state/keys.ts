import { openEvidence, reportsOf } from "./opened-evidence.js";
import { isReportShown, shownReport } from "./reports.js";
import type { Route } from "./route.js";
import type { Event, State } from "./state.js";
import { otherReading, turnsOf } from "./turns.js";
import { shownWords, writerOf } from "./words.js";

export interface KeyBinding {
  readonly keys: readonly string[];
  /** As the help shows it, where the keys' names don't say it. */
  readonly shown?: string;
  readonly does: string;
  /** Whether it can do that at all [always]. */
  readonly isThere?: (state: State) => boolean;
  readonly event: (state: State, key: string) => Event | null;
}

/** What keys do outside of a field. The help is made from this list. */
export const KEYS: readonly KeyBinding[] = [
  {
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    shown: "1 … 9",
    does: "open the citation of that number",
    event: (_, key) => ({ type: "citation_opened", number: Number(key) }),
  },
  { keys: ["n", "j"], does: "next citation or passage", event: () => ({ type: "evidence_stepped", by: 1 }) },
  { keys: ["p", "k"], does: "the one before", event: () => ({ type: "evidence_stepped", by: -1 }) },
  {
    keys: [".", ">"],
    shown: ". or >",
    does: "next page of the document",
    event: () => ({ type: "page_stepped", by: 1 }),
  },
  { keys: [",", "<"], shown: ", or <", does: "the page before", event: () => ({ type: "page_stepped", by: -1 }) },
  { keys: ["t"], does: "from the page to its text, and back", event: () => ({ type: "look_switched" }) },
  { keys: ["+", "="], shown: "+", does: "draw the page larger", event: () => ({ type: "zoomed", by: 1 }) },
  { keys: ["-"], does: "draw it smaller", event: () => ({ type: "zoomed", by: -1 }) },
  { keys: ["0"], does: "draw it as wide as there is room", event: () => ({ type: "zoomed", by: 0 }) },
  { keys: ["d"], does: "documents, and back to the answer", event: () => ({ type: "documents_asked" }) },
  {
    keys: ["u"],
    does: "ask a question again as it was typed, of all documents",
    event: (state) => (canAskLiterally(state) ? { type: "asked_literally" } : null),
  },
  {
    keys: ["w"],
    does: "say the answer or the report in words",
    isThere: (state) => writerOf(state) !== null,
    event: () => ({ type: "words_asked" }),
  },
  {
    keys: ["s"],
    does: "summarise the document that is open",
    event: (state) => reportEvent(reportsOf(state.route, openEvidence(state)).document),
  },
  {
    keys: ["x"],
    does: "explain the passage that is open",
    event: (state) => reportEvent(reportsOf(state.route, openEvidence(state)).passage),
  },
  { keys: ["?"], does: "this help", event: () => ({ type: "help_switched", isOpen: true }) },
];

/** What works anywhere, also in the question box. */
export const FIXED_KEYS: readonly { readonly shown: string; readonly does: string }[] = [
  { shown: "/", does: "to the question" },
  { shown: "Enter", does: "ask; open the sentence or passage that has the focus" },
  {
    shown: "Esc",
    does: "call off a running question, or its writing; close the document; leave the question box for the answer",
  },
  { shown: "Tab", does: "on to the next sentence, passage or button" },
];

function reportEvent(route: Route | null): Event | null {
  return route?.report ? { type: "report_asked", of: route.report } : null;
}

/** Whether the last question was read otherwise than it was typed. */
function canAskLiterally(state: State): boolean {
  const turn = turnsOf(state).at(-1);
  return turn !== undefined && !turn.question.isLiteral && otherReading(turn) !== null;
}

/** The event for a key that was pressed outside of a field. */
export function eventOfKey(state: State, key: string): Event | null {
  if (key === "Escape") return eventOfEscape(state);
  if (!state.areKeysOn) return null;
  const binding = KEYS.find(({ keys, isThere }) => keys.includes(key) && (isThere?.(state) ?? true));
  return binding?.event(state, key) ?? null;
}

function eventOfEscape(state: State): Event | null {
  const isChoosing = state.compared !== null && state.route.view === "documents" && state.route.opened === null;
  if (isChoosing) return { type: "comparison_begun", document: null };
  const report = shownReport(state);
  if (report?.kind === "asking") return { type: "ask_cancelled" };
  if (report?.kind === "report" && report.isWriting) return { type: "words_stopped" };
  if (isReportShown(state.route)) return state.route.opened === null ? null : { type: "document_closed" };
  if (state.tasks.some(({ kind }) => kind === "ask")) return { type: "ask_cancelled" };
  if (shownWords(state)?.kind === "writing") return { type: "words_stopped" };
  return state.route.opened === null ? null : { type: "document_closed" };
}
