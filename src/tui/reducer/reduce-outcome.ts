import type { Answer } from "../../contract/answer.js";
import { count } from "../../core/wording.js";
import type { Remark } from "../host.js";
import { lineWith } from "../input/line-editor.js";
import { type Event, type Failure, type State, type Task, withTask } from "../state/state.js";
import { turnsOf } from "../state/turns.js";
import { NO_WORDS, wordsOf } from "../state/words.js";
import { reduceConversations } from "./reduce-conversations.js";
import { remark } from "./reduce-evidence.js";
import { finishReport, hearReport, withReport } from "./reduce-report.js";
import { showAt, showDocument } from "./reduce-screen.js";
import { askWaiting, finishTurn, say } from "./reduce-submit.js";
import { openPrompt, takeQuotes, takeSent, takeSentence, takeWriter, withWords } from "./reduce-words.js";

type OutcomeEvent = Extract<Event, { readonly task: number }>;

/** What running work has brought. An event of a task that is no longer wanted changes nothing. */
export function reduceOutcome(state: State, event: OutcomeEvent): State {
  const task = state.tasks.find(({ id }) => id === event.task);
  if (task === undefined) return state;
  if (event.type === "progressed") return { ...state, progress: event.progress };
  const done: State = { ...state, tasks: state.tasks.filter((other) => other !== task) };
  switch (event.type) {
    case "answered":
      return task.kind === "ask" ? finishTurn(done, task, { kind: "answer", answer: event.answer }) : done;
    case "writer_read":
      return takeWriter(done, task, event);
    case "quoted":
      return showQuotes(state, task, event.answer);
    case "writing_sent":
      return takeSent(state, event.sent);
    case "sentence_written":
      return takeSentence(state, event);
    case "written":
      return finishWords(done, task, event.answer);
    case "prompt_made":
      return openPrompt(done, event.messages);
    case "report_heard":
      return hearReport(state, task, event.heard);
    case "reported":
      return finishReport(done, task, event.report);
    case "index_published":
      return openUnfinished(state, task, event);
    case "synced":
      return finishSync(done, task, event);
    case "status_read":
      return showStatus(done, task, event.status);
    case "listed":
      return done.screen.kind === "documents"
        ? { ...done, screen: { ...done.screen, documents: event.documents, skipped: event.skipped } }
        : done;
    case "looked":
      return task.kind === "look" ? finishTurn(done, task, event.outcome) : done;
    case "named":
      return { ...done, names: event.names };
    case "shown":
      return showAt(done, event.text, event.passage, event.line);
    case "diagnosed":
      return { ...done, notice: { kind: "findings", findings: event.findings } };
    case "exported":
      return say(done, `Wrote ${count(event.turns, "turn")} to ${event.path}.`, "good");
    case "filter_read":
      return showFilter({ ...done, filter: event.filter }, event.documents);
    case "remarked":
      return event.remark === null ? done : remark(done, event.remark);
    case "document_read":
      return showDocument(done, event.text);
    case "conversations_listed":
    case "reopened":
    case "conversation_renamed":
    case "conversation_forgotten":
      return reduceConversations(done, event);
    case "task_failed":
      return fail(done, task, event.failure);
  }
}

/** The quotes of an answer are there: they are shown, and what the model makes of them follows. */
function showQuotes(state: State, task: Task, answer: Answer): State {
  if (task.kind === "write") return takeQuotes(state, answer);
  if (task.kind !== "ask") return state;
  const { isWritten: _, ...asking } = task;
  const tasks = state.tasks.map((other) => (other === task ? { ...asking, kind: "write" as const } : other));
  const quoted = finishTurn({ ...state, tasks }, task, { kind: "answer", answer });
  return withWords({ ...quoted, followsWords: true }, NO_WORDS);
}

/** What was written is whole; the quotes are there already, unless they came with it. */
function finishWords(state: State, task: Task, { written, ...answer }: Answer): State {
  const quoted = task.kind === "ask" ? finishTurn(state, task, { kind: "answer", answer }) : state;
  return withWords(quoted, written && wordsOf(written));
}

function showFilter(state: State, documents: number): State {
  return documents > 0
    ? state
    : say(state, "No document passes this filter: nothing can be found. /docs lists the documents.", "warning");
}

/** Questions are answered from what is indexed so far, while the rest follows. */
function openUnfinished(state: State, task: Task, event: Extract<Event, { type: "index_published" }>): State {
  if (task.kind !== "sync" || !task.isFirst) return state;
  const { status, at } = event;
  const tasks = state.tasks.map((other) => (other === task ? { ...task, isFirst: false } : other));
  const past = [...state.past, { id: state.nextId, kind: "welcome" as const, status, isBuilding: true as const }];
  const staleSaid = JSON.stringify(status.stale ?? []);
  return askWaiting({ ...state, tasks, past, staleSaid, notice: null, names: null, nextId: state.nextId + 1 }, at);
}

function finishSync(state: State, task: Task, { result, at }: Extract<Event, { type: "synced" }>): State {
  const rested: State = { ...state, progress: null, names: null };
  const isFirst = task.kind === "sync" && task.isFirst;
  if (!isFirst) {
    const hasChanged = result.added.length + result.changed.length + result.deleted.length > 0;
    const indexChangedAt = hasChanged ? state.nextId : state.indexChangedAt;
    const isUnsaid = task.kind === "sync" && task.isOwn === true && !hasChanged;
    if (isUnsaid) return rested;
    return { ...rested, indexChangedAt, notice: { kind: "synced", result } };
  }
  return askWaiting(withTask({ ...rested, notice: null }, { kind: "status", purpose: "welcome" }), at);
}

function showStatus(state: State, task: Task, status: Extract<Event, { type: "status_read" }>["status"]): State {
  if (task.kind === "status" && task.purpose === "show") return { ...state, notice: { kind: "status", status } };
  const staleSaid = JSON.stringify(status.stale ?? []);
  // A conversation that was reopened meanwhile has begun already.
  if (turnsOf(state).length > 0) return { ...state, staleSaid };
  return { ...state, past: [...state.past, { id: task.id, kind: "welcome", status }], staleSaid };
}

function fail(state: State, task: Task, failure: Failure): State {
  if (task.kind === "ask" || task.kind === "look") return finishTurn(state, task, { kind: "failed", failure });
  const words = task.kind === "write" ? state.latest?.words : undefined;
  if (words !== undefined) return withWords(state, { ...words, stage: "failed", failure });
  const outcome = task.kind === "write_report" ? state.latest?.outcome : undefined;
  if (outcome?.kind === "report") return withReport(state, { ...outcome, stage: "failed", failure });
  if (task.kind === "read" && state.screen.kind === "reader") {
    return { ...state, screen: { ...state.screen, failure } };
  }
  // What can't be completed can still be typed.
  if (task.kind === "names") return state;
  const inReader: Remark = { tone: "warning", text: `${failure.message} ${failure.hint}` };
  const isOfReader = task.kind === "copy" || task.kind === "edit";
  if (isOfReader && state.screen.kind === "reader") return remark(state, inReader);
  // What was begun in the chat is said there as well, and stays.
  const noticed: State = { ...state, notice: { kind: "failure", failure } };
  const shown = state.screen.kind === "reader" ? remark(noticed, inReader) : noticed;
  if (task.kind === "sync") return giveBack({ ...shown, progress: null });
  const isOfList = task.kind === "list" || task.kind === "conversations";
  if (isOfList && (state.screen.kind === "documents" || state.screen.kind === "conversations"))
    return { ...shown, screen: { kind: "chat" } };
  return shown;
}

/** A question that waited for a build which failed stands in the line again, unless another one does. */
function giveBack(state: State): State {
  const { waiting, input } = state;
  if (waiting === null) return state;
  return { ...state, waiting: null, input: input.text === "" ? lineWith(waiting) : input };
}
