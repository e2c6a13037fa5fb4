import { differenceWords } from "../../core/build-words.js";
import { upperFirst } from "../../core/text.js";
import { count, problemWords, unprovenWords } from "../../core/wording.js";
import type { Failure } from "../effects/failure.js";
import { keepFailed, keepingOf, showReopened, takeDeleted, takeKept, triedAgain } from "./conversations.js";
import { pageKey, pageWords } from "./opened-page.js";
import { finishReport, hearReport } from "./reports.js";
import { type State, type Task, type TaskEvent, type Words, withTask } from "./state.js";
import { refuseToken } from "./token.js";
import { growingWords } from "./words.js";

/** What a task's report changes. Reports of tasks that are no longer wanted change nothing. */
export function reduceTask(state: State, event: TaskEvent): State {
  const task = state.tasks.find(({ id }) => id === event.task);
  if (task === undefined) return state;
  if (event.type === "answer_grew") return grow(state, task, event);
  if (event.type === "words_grew") return withWords(state, task, { kind: "writing", ...event.growing });
  if (event.type === "report_heard") return hearReport(state, task, event.heard);
  if (event.type === "build_started") return buildStarted(state, event.jobId);
  if (event.type === "build_progressed") return buildProgressed(state, event);
  const rest = { ...state, tasks: state.tasks.filter((other) => other !== task) };
  switch (event.type) {
    case "answered":
      return answered(rest, task, event);
    case "words_written":
      return wordsWritten(rest, task, event);
    case "reported":
      return finishReport(rest, task, event.report);
    case "kept":
      return takeKept(rest, task, event.id, event.turn);
    case "conversations_listed":
      return { ...rest, conversations: { kind: "loaded", value: event.list } };
    case "reopened":
      return showReopened(rest, event.reopened);
    case "renamed":
      return { ...rest, conversations: null, announcement: "Renamed." };
    case "deleted":
      return task.kind === "delete" ? takeDeleted(rest, task.conversation) : rest;
    case "status_read":
      return {
        ...rest,
        status: { kind: "loaded", value: event.status },
        keeping: keepingOf(rest.keeping, event.status),
      };
    case "listed":
      return { ...rest, documents: { kind: "loaded", value: event.documents } };
    case "document_read": {
      const { text } = event;
      return { ...rest, texts: { ...rest.texts, [text.document.id]: { kind: "loaded", value: text } } };
    }
    case "page_read":
      return pageRead(rest, task, event);
    case "original_read":
      if (task.kind !== "original") return rest;
      return { ...rest, originals: { ...rest.originals, [task.documentId]: { kind: "loaded", value: event.file } } };
    case "located":
      return { ...rest, places: { ...rest.places, [event.place.id]: { kind: "loaded", value: event.place } } };
    case "built":
      return built(rest, event);
    case "build_stopped":
      return { ...rest, build: { kind: "cancelled" }, status: null, announcement: "The update was cancelled." };
    case "finished":
      return rest;
    case "task_failed":
      if (event.failure.kind === "unauthorized") return refuseToken(rest);
      return failed({ ...rest, announcement: `${event.failure.message} ${event.failure.hint}` }, task, event.failure);
  }
}

type Report<Type extends TaskEvent["type"]> = Extract<TaskEvent, { type: Type }>;

function grow(state: State, task: Task, { growing }: Report<"answer_grew">): State {
  if (task.kind !== "ask") return state;
  return { ...state, outcomes: { ...state.outcomes, [task.key]: { kind: "asking", growing } } };
}

function answered(state: State, task: Task, { answer }: Report<"answered">): State {
  if (task.kind !== "ask") return state;
  const outcomes = { ...state.outcomes, [task.key]: { kind: "answer", answer } as const };
  // A list item ends without a stop: read out, it would run into the next.
  const sentences = answer.answer?.sentences.map(({ text }) => text.replace(/[\p{L}\p{N}]$/u, "$&.")).join(" ") ?? "";
  const announcement =
    answer.status === "answered"
      ? `${answer.citations.length > 0 ? `Answer with ${count(answer.citations.length, "citation")}` : "Answer"}: ${sentences}`
      : `Not found in these documents. ${answer.not_found?.reason ?? ""}`;
  return { ...state, outcomes, announcement, keeping: triedAgain(state.keeping) };
}

function withWords(state: State, task: Task, words: Words): State {
  return task.kind === "write" ? { ...state, words: { ...state.words, [task.key]: words } } : state;
}

function wordsWritten(state: State, task: Task, { written }: Report<"words_written">): State {
  const shown = written.sentences.filter(({ verdict }) => verdict !== "left_out").map(({ text }) => text);
  const told = [
    ...(shown.length > 0 ? ["In words:", ...shown] : []),
    ...unprovenWords(written.sentences),
    ...(written.problem ? [problemWords(written.problem)] : []),
  ];
  const announcement = told.length === 0 ? "Nothing was written in words." : told.join(" ");
  return withWords({ ...state, announcement }, task, { kind: "written", written });
}

function pageRead(state: State, task: Task, { page }: Report<"page_read">): State {
  if (task.kind !== "page") return state;
  const pages = { ...state.pages, [pageKey(task.documentId, task.number)]: { kind: "loaded", value: page } as const };
  return { ...state, pages, announcement: `${upperFirst(pageWords(page))} of ${page.count}.` };
}

function buildStarted(state: State, jobId: string): State {
  if (state.build?.kind === "cancelling") {
    return withTask({ ...state, build: { kind: "cancelling", jobId } }, { kind: "cancel_build", jobId });
  }
  return { ...state, build: { kind: "running", jobId, progress: null } };
}

function buildProgressed(state: State, { progress }: Report<"build_progressed">): State {
  return state.build?.kind === "running" ? { ...state, build: { ...state.build, progress } } : state;
}

/** What was read of the earlier index is read again, the answer included: it may be another one now. */
function built(state: State, { result }: Report<"built">): State {
  const announcement = `The index is up to date: ${differenceWords(result)}.`;
  const done: State = { ...state, build: { kind: "done", result }, status: null, announcement };
  const isSame = result.added.length + result.changed.length + result.deleted.length === 0;
  return isSame
    ? done
    : {
        ...done,
        outcomes: {},
        words: {},
        reports: {},
        compared: null,
        documents: null,
        texts: {},
        places: {},
        pages: {},
        originals: {},
      };
}

function failed(state: State, task: Task, failure: Failure): State {
  const loadable = { kind: "failed", failure } as const;
  switch (task.kind) {
    case "ask":
      return { ...state, outcomes: { ...state.outcomes, [task.key]: loadable } };
    case "write": {
      const { sentences, citations, sent } = growingWords(state.words[task.key]);
      return withWords(state, task, { kind: "failed", failure, sentences, citations, sent });
    }
    case "report": {
      const shown = state.reports[task.key];
      const ended = shown?.kind === "report" ? { ...shown, isWriting: false, end: failure } : loadable;
      return { ...state, reports: { ...state.reports, [task.key]: ended } };
    }
    case "keep":
      return keepFailed(state, task, failure);
    case "conversations":
      return { ...state, conversations: loadable, ...(failure.code === "conversations_off" && { keeping: "off" }) };
    case "reopen":
    case "rename":
    case "delete":
      return { ...state, keeping: failure };
    case "status":
      // What can't be told is tried.
      return { ...state, status: loadable, keeping: state.keeping === "unknown" ? "on" : state.keeping };
    case "list":
      return { ...state, documents: loadable };
    case "read":
      return { ...state, texts: { ...state.texts, [task.documentId]: loadable } };
    case "page":
      return { ...state, pages: { ...state.pages, [pageKey(task.documentId, task.number)]: loadable } };
    case "original":
      return { ...state, originals: { ...state.originals, [task.documentId]: loadable } };
    case "locate":
      return { ...state, places: { ...state.places, [task.passageId]: loadable } };
    case "find_build":
      return state.build === null ? state : { ...state, build: loadable };
    case "build":
    case "cancel_build":
      return { ...state, build: loadable };
  }
}
