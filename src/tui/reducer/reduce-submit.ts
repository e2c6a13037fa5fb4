import { EMPTY_EDIT } from "../input/line-editor.js";
import {
  isBuildingFirst,
  isWriting,
  lookingUp,
  type Notice,
  type PastItem,
  type State,
  type Task,
  type Turn,
  withTask,
} from "../state/state.js";
import { KEEPING, type LookTask } from "../state/tasks.js";
import { historyOf, turnWasReadOtherwise } from "../state/turns.js";
import { withStoppedWords } from "../state/words.js";
import { ALL_SHOWN } from "../terminal/display.js";

export const ONE_AT_A_TIME = "One question at a time; Ctrl-C cancels the running one.";

export const STILL_WRITING = "The answer is still being written; Esc or Ctrl-C stops that.";

/** Nothing runs any more but what the user wanted kept, and what was said stays in the terminal whole. */
export function quit(state: State): State {
  const tasks = state.tasks.filter(({ kind }) => KEEPING.has(kind));
  const latest = state.latest && withStoppedWords(state.latest);
  return { ...state, ...archive({ ...state, latest }), latest: null, tasks, hasQuit: true };
}

/** Undoes how the latest question was read: asks it again, without the conversation. */
export function askLiterally(state: State, at: number): State {
  const { latest } = state;
  if (latest === null || !turnWasReadOtherwise(latest))
    return say(state, "The question was searched as it was typed.", "muted");
  return ask({ ...state, focus: "input" }, latest.question, at, true);
}

/** The question that waited for the first build is asked. */
export function askWaiting(state: State, at: number): State {
  const { waiting } = state;
  return waiting === null ? state : ask({ ...state, waiting: null }, waiting, at, false, state.input);
}

/** @param input what the line holds afterwards [nothing] */
export function ask(state: State, question: string, at: number, isLiteral = false, input = EMPTY_EDIT): State {
  if (isBuildingFirst(state)) return wait(state, question);
  if (lookingUp(state) !== undefined) return say(state, ONE_AT_A_TIME, "muted");
  if (isWriting(state)) return say(state, STILL_WRITING, "muted");
  const history = isLiteral ? [] : historyOf(state);
  const asked: State = {
    ...(isLiteral ? state : { ...remember(state, question), input }),
    ...archive(state),
    latest: null,
    notice: null,
    selected: 0,
    scroll: 0,
  };
  return withTask(asked, {
    kind: "ask",
    question,
    filter: state.filter,
    startedAt: at,
    history,
    isLiteral,
    isWritten: state.writer !== null,
  });
}

/** A command whose outcome is a turn. @param question as it was typed */
export function lookUp(
  state: State,
  look: LookTask["look"],
  filter: State["filter"],
  question: string,
  startedAt: number,
): State {
  const asked: State = { ...state, ...archive(state), latest: null, notice: null, selected: 0, scroll: 0 };
  return withTask(asked, { kind: "look", look, filter, question, startedAt });
}

/** What has come of a question or a command is the latest turn. */
export function finishTurn(
  state: State,
  task: Extract<Task, { kind: "ask" | "look" }>,
  outcome: Turn["outcome"],
): State {
  const { id, question } = task;
  const isLiteral = task.kind === "ask" && task.isLiteral;
  const coverage =
    outcome.kind === "answer"
      ? outcome.answer.coverage
      : outcome.kind === "report"
        ? outcome.growing.report.coverage
        : null;
  const stale = coverage === null ? state.staleSaid : JSON.stringify(coverage.stale ?? []);
  const filter = task.filter === null ? {} : { filter: task.filter };
  const isStaleSaid = stale === state.staleSaid && coverage?.incomplete !== true;
  const turn: Turn = { id, question, isLiteral, outcome, ...filter, isStaleSaid, askedAt: task.startedAt };
  const sentences = outcome.kind === "answer" ? (outcome.answer.answer?.sentences.length ?? 0) : 0;
  const shown = state.display.isGradual && sentences > 1 ? 1 : ALL_SHOWN;
  // What a rebuild beside the question has brought is said to the end; a remark on the question is not.
  const notice = state.notice?.kind === "message" ? null : state.notice;
  return { ...state, latest: turn, selected: 0, scroll: 0, notice, shown, staleSaid: stale };
}

/** Before there is an index a question waits for it. */
function wait(state: State, question: string): State {
  if (state.waiting !== null) return say(state, "One question waits already; Ctrl-C takes it back.", "muted");
  return { ...remember(state, question), notice: null, waiting: question };
}

/** The latest turn becomes a past one. */
export function archive({ past, latest }: State): { past: readonly PastItem[] } {
  return { past: latest === null ? past : [...past, { id: latest.id, kind: "turn", turn: latest }] };
}

export function remember(state: State, line: string): State {
  const history = state.history.at(-1) === line ? state.history : [...state.history, line];
  return { ...state, input: EMPTY_EDIT, menu: { isClosed: false, selected: null }, recalled: null, history };
}

/** Says something above the input, until the next question. */
export function say(state: State, text: string, tone: Extract<Notice, { kind: "message" }>["tone"]): State {
  return { ...state, notice: { kind: "message", tone, text } };
}
