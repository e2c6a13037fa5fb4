import { EMPTY_EDIT, lineWith } from "../input/line-editor.js";
import { scrollBy, scrollToSelected } from "../layout/chat-lines.js";
import { evidencePlace, itemPlace, itemsOf } from "../state/answer-items.js";
import { numberOf } from "../state/evidence.js";
import { type Event, evidenceOf, isBuildingFirst, isWriting, lookingUp, type State } from "../state/state.js";
import { ALL_SHOWN } from "../terminal/display.js";
import { submit } from "./reduce-command.js";
import { reduceConversations } from "./reduce-conversations.js";
import { copy, editFile, judge } from "./reduce-evidence.js";
import { openFilter, reduceFilterLine } from "./reduce-filter.js";
import { reduceInput } from "./reduce-input.js";
import { reduceOutcome } from "./reduce-outcome.js";
import { compareByKey, reportByKey } from "./reduce-report.js";
import { leaveScreens, openEvidence, reduceScreen, resizeScreen } from "./reduce-screen.js";
import { askLiterally, quit, say } from "./reduce-submit.js";
import { consent, showPrompt, stopWriting, writeLatest } from "./reduce-words.js";

/** The whole behaviour of the chat: what the state is after an event. Pure. */
export function reduce(state: State, event: Event): State {
  const isArmed = state.isQuitArmed && (event.type === "interrupted" || !isFromUser(event));
  const calm = state.isQuitArmed === isArmed ? state : { ...state, isQuitArmed: isArmed };
  // Who goes on doesn't want to wait for the rest of the answer.
  const patient = isFromUser(event) && calm.shown !== ALL_SHOWN ? { ...calm, shown: ALL_SHOWN } : calm;
  return step(patient, event);
}

function step(state: State, event: Event): State {
  switch (event.type) {
    case "size_changing":
      return { ...state, isSizeChanging: true };
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
    case "conversation_kept":
    case "conversation_unkept":
    case "deletion_asked":
      return reduceConversations(state, event);
    case "interrupted":
      return interrupt(state);
    case "help_asked":
      return state.screen.kind === "help"
        ? state
        : { ...state, screen: { kind: "help", top: 0, cameFrom: state.screen } };
    case "report_asked":
      return reportByKey(state, event.of, event.at);
    case "comparison_asked":
      return state.screen.kind === "documents" ? compareByKey(state, state.screen, event.at) : state;
    case "sentence_shown":
      return showSentence(state);
    case "answered":
    case "progressed":
    case "index_published":
    case "synced":
    case "status_read":
    case "listed":
    case "named":
    case "looked":
    case "shown":
    case "diagnosed":
    case "exported":
    case "document_read":
    case "remarked":
    case "filter_read":
    case "writer_read":
    case "quoted":
    case "writing_sent":
    case "sentence_written":
    case "written":
    case "prompt_made":
    case "report_heard":
    case "reported":
    case "conversations_listed":
    case "reopened":
    case "conversation_renamed":
    case "conversation_forgotten":
    case "task_failed":
      return reduceOutcome(state, event);
    default:
      return state.screen.kind === "chat" ? reduceChat(state, event) : reduceScreen(state, state.screen, event);
  }
}

function reduceChat(state: State, event: Event): State {
  if (state.filterLine !== null) return reduceFilterLine(state, state.filterLine, event);
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
    case "words_asked":
      return writeLatest(state, event.at);
    case "prompt_asked":
      return showPrompt(state, event.at);
    case "writing_stopped":
      return stopWriting(state);
    case "consented":
      return consent(state, event.isGiven, event.at);
    case "filter_opened":
      return openFilter(state);
    case "copied":
      return copy(state, event.isCited);
    case "editor_asked":
      return editFile(state);
    case "judged":
      return judge(state, event.isRight);
    case "scrolled":
      return state.focus === "list" ? select(state, event.step) : scroll(state, event.step);
    case "opened":
      return openFromList(state, event.number);
    default:
      return state;
  }
}

/** One more sentence of the answer; after the last one, what stands beneath. */
function showSentence(state: State): State {
  const { latest, shown } = state;
  const all = latest?.outcome.kind === "answer" ? (latest.outcome.answer.answer?.sentences.length ?? 0) : 0;
  return { ...state, shown: shown + 1 < all ? shown + 1 : ALL_SHOWN };
}

const FROM_ELSEWHERE: ReadonlySet<Event["type"]> = new Set([
  "size_changing",
  "resized",
  "stopped",
  "resumed",
  "history_lost",
  "conversation_kept",
  "conversation_unkept",
  "sentence_shown",
]);

function isFromUser(event: Event): boolean {
  return !("task" in event) && !FROM_ELSEWHERE.has(event.type);
}

function resize(state: State, columns: number, rows: number): State {
  const resized = { ...state, size: { columns, rows }, isSizeChanging: false };
  const scroll = state.focus === "list" ? scrollToSelected(resized) : scrollBy(resized, 0);
  return { ...resized, screen: resizeScreen(resized), scroll };
}

/**
 * Ctrl-C: what covers the chat first, then the running question, the line, and the chat itself. While the index is
 * built for the first time there is nothing to lose, and once is enough.
 */
function interrupt(state: State): State {
  if (state.screen.kind !== "chat") return leaveScreens(state);
  const asking = lookingUp(state);
  if (asking !== undefined) {
    const { id, question } = asking;
    const isLiteral = asking.kind === "ask" && asking.isLiteral;
    const turn = { id, question, isLiteral, outcome: { kind: "cancelled" } } as const;
    return { ...state, tasks: state.tasks.filter((task) => task !== asking), latest: turn, scroll: 0 };
  }
  if (isWriting(state)) return stopWriting(state);
  if (state.search !== null) return reduceInput(state, { type: "search_ended", isTaken: false });
  if (state.input.text !== "") return { ...state, input: EMPTY_EDIT, recalled: null };
  if (state.waiting !== null) return { ...state, waiting: null, input: lineWith(state.waiting) };
  return state.isQuitArmed || isBuildingFirst(state) ? quit(state) : { ...state, isQuitArmed: true };
}

function moveFocus(state: State): State {
  if (state.focus === "list") return { ...state, focus: "input" };
  if (evidenceOf(state.latest).length === 0) return state;
  const focused: State = { ...state, focus: "list", followsWords: false };
  return { ...focused, scroll: scrollToSelected(focused) };
}

/** Shows or hides how the selected passage got its score; what is selected stays in sight. */
function toggleExplanation(state: State): State {
  const toggled: State = { ...state, isExplained: !state.isExplained };
  return { ...toggled, scroll: scrollToSelected(toggled) };
}

function scroll(state: State, step: string): State {
  const pages = step === "page_up" ? -1 : step === "page_down" ? 1 : 0;
  return { ...state, scroll: scrollBy(state, pages), followsWords: false };
}

const SELECTION_PAGE = 5;

function select(state: State, step: string): State {
  const last = itemsOf(state.latest).length - 1;
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
  const { latest } = state;
  const evidence = evidenceOf(latest);
  const index =
    number === undefined
      ? evidencePlace(latest, state.selected)
      : evidence.findIndex((item) => item.kind === "citation" && numberOf(item) === String(number));
  if (evidence[index] === undefined) return state;
  const selected = number === undefined ? state.selected : itemPlace(latest, index);
  return openEvidence({ ...state, selected }, evidence, index);
}
