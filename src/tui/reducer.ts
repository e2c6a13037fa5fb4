import { scrollBy, scrollToSelected } from "./layout/chat-lines.js";
import { EMPTY_EDIT, lineWith } from "./line-editor.js";
import { reduceInput } from "./reduce-input.js";
import { reduceOutcome } from "./reduce-outcome.js";
import { openEvidence, reduceScreen, resizeScreen } from "./reduce-screen.js";
import { askLiterally, quit, say } from "./reduce-submit.js";
import { type Event, evidenceOf, isBuildingFirst, lookingUp, type State } from "./state.js";
import { submit } from "./submit.js";

/** The whole behaviour of the chat: what the state is after an event. Pure. */
export function reduce(state: State, event: Event): State {
  const armed = event.type === "interrupted" && state.isQuitArmed;
  const calm = state.isQuitArmed && isFromUser(event) && !armed ? { ...state, isQuitArmed: false } : state;
  return step(calm, event);
}

function step(state: State, event: Event): State {
  switch (event.type) {
    case "resized":
      return resize(state, event.columns, event.rows);
    case "quit":
      return quit(state);
    case "stopped":
      return { ...state, isStopped: true };
    case "resumed":
      return { ...state, isStopped: false, redraws: state.redraws + 1 };
    case "history_lost":
      return say(state, `What is asked is not kept for the next time: ${event.problem}.`, "muted");
    case "interrupted":
      return interrupt(state);
    case "help_asked":
      return state.screen.kind === "help"
        ? state
        : { ...state, screen: { kind: "help", top: 0, cameFrom: state.screen } };
    case "answered":
    case "progressed":
    case "synced":
    case "status_read":
    case "listed":
    case "named":
    case "looked":
    case "shown":
    case "diagnosed":
    case "exported":
    case "document_read":
    case "task_failed":
      return reduceOutcome(state, event);
    default:
      return state.screen.kind === "chat" ? reduceChat(state, event) : reduceScreen(state, state.screen, event);
  }
}

function reduceChat(state: State, event: Event): State {
  switch (event.type) {
    case "typed":
    case "edited":
    case "recalled":
    case "history_searched":
    case "search_ended":
    case "menu_moved":
    case "menu_closed":
    case "completed":
      return reduceInput(state, event);
    case "submitted":
      return submit(state, event.at);
    case "asked_literally":
      return askLiterally(state, event.at);
    case "focus_moved":
      return moveFocus(state);
    case "explanation_asked":
      return toggleExplanation(state);
    case "scrolled":
      return state.focus === "list" ? select(state, event.step) : scroll(state, event.step);
    case "opened":
      return openFromList(state, event.number);
    default:
      return state;
  }
}

function isFromUser({ type }: Event): boolean {
  return [
    "typed",
    "edited",
    "recalled",
    "history_searched",
    "search_ended",
    "menu_moved",
    "menu_closed",
    "completed",
    "submitted",
    "asked_literally",
    "focus_moved",
    "scrolled",
    "explanation_asked",
    "opened",
    "interrupted",
  ].includes(type);
}

function resize(state: State, columns: number, rows: number): State {
  const resized = { ...state, size: { columns, rows } };
  const scroll = state.focus === "list" ? scrollToSelected(resized) : scrollBy(resized, 0);
  return { ...resized, screen: resizeScreen(resized), scroll };
}

/**
 * Ctrl-C: the running question first, then the line, then the chat itself. While the index is built for the first time
 * there is nothing to lose, and once is enough.
 */
function interrupt(state: State): State {
  const asking = lookingUp(state);
  if (asking !== undefined) {
    const { id, question } = asking;
    const isLiteral = asking.kind === "ask" && asking.isLiteral;
    const turn = { id, question, isLiteral, outcome: { kind: "cancelled" } } as const;
    return { ...state, tasks: state.tasks.filter((task) => task !== asking), latest: turn, scroll: 0 };
  }
  if (state.search !== null) return reduceInput(state, { type: "search_ended", isTaken: false });
  if (state.screen.kind === "chat" && state.input.text !== "") return { ...state, input: EMPTY_EDIT, recalled: null };
  if (state.waiting !== null) return { ...state, waiting: null, input: lineWith(state.waiting) };
  return state.isQuitArmed || isBuildingFirst(state) ? quit(state) : { ...state, isQuitArmed: true };
}

function moveFocus(state: State): State {
  if (state.focus === "list") return { ...state, focus: "input" };
  if (evidenceOf(state.latest).length === 0) return state;
  const focused: State = { ...state, focus: "list" };
  return { ...focused, scroll: scrollToSelected(focused) };
}

/** Shows or hides how the selected passage got its score; what is selected stays in sight. */
function toggleExplanation(state: State): State {
  const toggled: State = { ...state, isExplained: !state.isExplained };
  return { ...toggled, scroll: scrollToSelected(toggled) };
}

function scroll(state: State, step: string): State {
  const pages = step === "page_up" ? -1 : step === "page_down" ? 1 : 0;
  return { ...state, scroll: scrollBy(state, pages) };
}

const SELECTION_PAGE = 5;

function select(state: State, step: string): State {
  const last = evidenceOf(state.latest).length - 1;
  const steps: Readonly<Record<string, number>> = {
    up: state.selected - 1,
    down: state.selected + 1,
    page_up: state.selected - SELECTION_PAGE,
    page_down: state.selected + SELECTION_PAGE,
    top: 0,
    bottom: last,
  };
  const moved = { ...state, selected: Math.max(0, Math.min(last, steps[step] ?? state.selected)) };
  return { ...moved, scroll: scrollToSelected(moved) };
}

function openFromList(state: State, number: number | undefined): State {
  const evidence = evidenceOf(state.latest);
  const index =
    number === undefined
      ? state.selected
      : evidence.findIndex((item) => item.kind === "citation" && item.number === number);
  return evidence[index] === undefined ? state : openEvidence({ ...state, selected: index }, evidence, index);
}
