import { ALL_SHOWN } from "./display.js";
import { remark } from "./reduce-evidence.js";
import { showDocument } from "./reduce-screen.js";
import type { Event, Failure, State, Task, Turn } from "./state.js";
import { withTask } from "./with-task.js";

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
    case "synced":
      return finishSync(done, task, { kind: "synced", result: event.result });
    case "status_read":
      return showStatus(done, task, event.status);
    case "listed":
      return done.screen.kind === "documents"
        ? { ...done, screen: { ...done.screen, documents: event.documents, skipped: event.skipped } }
        : done;
    case "filter_read":
      return { ...done, filter: event.filter };
    case "remarked":
      return event.remark === null ? done : remark(done, event.remark);
    case "document_read":
      return showDocument(done, event.text);
    case "task_failed":
      return fail(done, task, event.failure);
  }
}

function finishTurn(state: State, task: Extract<Task, { kind: "ask" }>, outcome: Turn["outcome"]): State {
  const { id, question, isLiteral } = task;
  const stale = outcome.kind === "answer" ? JSON.stringify(outcome.answer.coverage.stale ?? []) : state.staleSaid;
  const turn: Turn = { id, question, isLiteral, outcome, isStaleSaid: stale === state.staleSaid };
  const sentences = outcome.kind === "answer" ? (outcome.answer.answer?.sentences.length ?? 0) : 0;
  const shown = state.display.isGradual && sentences > 1 ? 1 : ALL_SHOWN;
  return { ...state, latest: turn, selected: 0, scroll: 0, notice: null, shown, staleSaid: stale };
}

function finishSync(state: State, task: Task, notice: State["notice"]): State {
  const rested: State = { ...state, progress: null };
  const isFirst = task.kind === "sync" && task.isFirst;
  return isFirst ? withTask(rested, { kind: "status", purpose: "welcome" }) : { ...rested, notice };
}

function showStatus(state: State, task: Task, status: Extract<Event, { type: "status_read" }>["status"]): State {
  if (task.kind === "status" && task.purpose === "show") return { ...state, notice: { kind: "status", status } };
  const staleSaid = JSON.stringify(status.stale ?? []);
  return { ...state, past: [...state.past, { id: task.id, kind: "welcome", status }], staleSaid };
}

function fail(state: State, task: Task, failure: Failure): State {
  if (task.kind === "ask") return finishTurn(state, task, { kind: "failed", failure });
  if (task.kind === "read" && state.screen.kind === "reader") {
    return { ...state, screen: { ...state.screen, failure } };
  }
  if (state.screen.kind === "reader")
    return remark(state, { tone: "warning", text: `${failure.message} ${failure.hint}` });
  const shown: State = { ...state, notice: { kind: "failure", failure } };
  if (task.kind === "sync") return { ...shown, progress: null };
  if (task.kind === "list" && state.screen.kind === "documents") return { ...shown, screen: { kind: "chat" } };
  return shown;
}
