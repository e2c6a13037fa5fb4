import { type AskRequest, type Assistant, allDocuments } from "../../assistant/assistant.js";
import type { ReportProgress, WriteEvent } from "../../contract/events.js";
import type { PassageId } from "../../contract/ids.js";
import type { SyncProgress } from "../../contract/index-state.js";
import type { ReportTask } from "../../contract/requests.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { paced } from "../../core/heard-events.js";
import { similarName } from "../../core/similar-name.js";
import type { ChatHost, Copy, WithTerminal } from "../host.js";
import type { AskedReport, NamedPlace } from "../input/asked-report.js";
import { withDocuments } from "../input/filter-line.js";
import type { Store } from "../reducer/store.js";
import type { Event, Outcome, Task } from "../state/state.js";
import { type Asking, KEEPING, type LookTask } from "../state/tasks.js";
import { writeExport } from "./export-conversation.js";
import { conversationsOf, reopen } from "./reopen.js";

/**
 * Does what the state's tasks say: starts each new one, aborts each that has left the list, and reports what comes of
 * it as events. Gives the function that ends everything, once what the user wanted kept is written.
 */
export function runEffects(store: Store, parts: Omit<Workplace, "dispatch">): () => Promise<void> {
  const workplace: Workplace = { ...parts, dispatch: store.dispatch };
  const running = new Map<number, AbortController>();
  const reconcile = () => {
    const { tasks } = store.getState();
    for (const [id, controller] of running) {
      if (tasks.some((task) => task.id === id)) continue;
      running.delete(id);
      controller.abort();
    }
    for (const task of tasks) {
      if (running.has(task.id) || isHeldBack(task, tasks)) continue;
      const controller = new AbortController();
      running.set(task.id, controller);
      void performTask(task, workplace, controller.signal).then(store.dispatch, (error: unknown) => {
        const { message, hint } = toFootnoteError(error);
        store.dispatch({ type: "task_failed", task: task.id, failure: { message, hint } });
      });
    }
  };
  const unsubscribe = store.subscribe(reconcile);
  reconcile();
  return async () => {
    await allKept(store);
    unsubscribe();
    for (const controller of running.values()) controller.abort();
    running.clear();
  };
}

/** Resolves when nothing is left to be written. */
function allKept(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (store.getState().tasks.some(({ kind }) => KEEPING.has(kind))) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

/** Judgements are kept one after another: each reads and replaces what the one before has written. */
function isHeldBack(task: Task, tasks: readonly Task[]): boolean {
  return task.kind === "judge" && tasks.find(({ kind }) => kind === "judge") !== task;
}

const PROGRESS_INTERVAL_MS = 400;

/** Where a task is done. */
interface Workplace {
  readonly assistant: Assistant;
  readonly host: ChatHost;
  readonly copy: Copy;
  readonly withTerminal: WithTerminal;
  readonly dispatch: (event: Event) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Does what a task says and gives the event that tells of it. Rejects with what went wrong. */
async function performTask(task: Task, workplace: Workplace, signal: AbortSignal): Promise<Event> {
  const { assistant, host, copy, withTerminal, dispatch, now } = workplace;
  switch (task.kind) {
    case "ask":
      if (task.isWritten) return write(task, workplace, signal);
      return { type: "answered", task: task.id, answer: await assistant.ask(requestOf(task), signal) };
    case "write":
      return write(task, workplace, signal);
    case "prompt": {
      const request = { ...requestOf(task), showPrompt: true, unsent: true };
      const { written } = await assistant.write(request, { signal });
      return { type: "prompt_made", task: task.id, messages: written?.prompt };
    }
    case "write_report":
      return report(task, true, workplace, signal);
    case "prompt_report": {
      const request = { task: await taskOf(task.asked, assistant), showPrompt: true, unsent: true };
      const { written } = await assistant.report(request, { signal });
      return { type: "prompt_made", task: task.id, messages: written?.prompt };
    }
    case "writer": {
      if (task.agreed !== null) await host.agreeTo(task.agreed);
      return { type: "writer_read", task: task.id, ...(await host.writer()) };
    }
    case "look":
      if (task.look.kind === "report") {
        const { asked, isWritten } = task.look;
        return report({ id: task.id, asked }, isWritten, workplace, signal);
      }
      return { type: "looked", task: task.id, outcome: await look(task.look, task.filter, workplace, signal) };
    case "status":
      return { type: "status_read", task: task.id, status: await assistant.status() };
    case "read":
      return { type: "document_read", task: task.id, text: await assistant.text(task.documentId) };
    case "list": {
      const [documents, { skipped }] = await Promise.all([allDocuments(assistant), assistant.status()]);
      return { type: "listed", task: task.id, documents, skipped };
    }
    case "names":
      return { type: "named", task: task.id, names: await allDocuments(assistant) };
    case "show":
      return show(task, assistant);
    case "doctor":
      return { type: "diagnosed", task: task.id, findings: await host.diagnose() };
    case "export": {
      const path = await writeExport({ ...task, assistant, cwd: host.cwd, at: now() });
      return { type: "exported", task: task.id, path, turns: task.turns.length };
    }
    case "conversations":
      return { type: "conversations_listed", task: task.id, list: await conversationsOf(host).list(), at: task.at };
    case "reopen": {
      const conversation = await reopen(task.conversation, assistant, conversationsOf(host), signal);
      return { type: "reopened", task: task.id, conversation };
    }
    case "rename": {
      const { conversation: id, title } = task;
      await conversationsOf(host).rename(id, title);
      return { type: "conversation_renamed", task: task.id, id, title };
    }
    case "forget":
      await conversationsOf(host).remove(task.conversation);
      return { type: "conversation_forgotten", task: task.id, id: task.conversation };
    case "filter":
      return readFilter(task, assistant);
    case "copy":
      return { type: "remarked", task: task.id, remark: copy(task.text, task.what) };
    case "edit":
      return { type: "remarked", task: task.id, remark: await host.edit(task.place, withTerminal) };
    case "judge":
      return { type: "remarked", task: task.id, remark: await host.keep(task.judgement) };
    case "sync": {
      const look = task.isFirst ? lookForFirst(task.id, workplace) : () => {};
      const report = (progress: SyncProgress) => {
        dispatch({ type: "progressed", task: task.id, progress });
        look(progress);
      };
      const onProgress = paced(PROGRESS_INTERVAL_MS, report, now);
      const result = await assistant.sync({
        full: task.full,
        mend: task.isFirst || task.isOwn === true,
        onProgress,
        signal,
      });
      return { type: "synced", task: task.id, result, at: now() };
    }
  }
}

/** Looks whether a first build has indexed something, until it has: its own progress says when that is worth a look. */
function lookForFirst(task: number, { assistant, dispatch, now }: Workplace): (progress: SyncProgress) => void {
  let isLooking = false;
  return ({ passages_done: passages }) => {
    if (isLooking || passages === 0) return;
    isLooking = true;
    assistant.status().then(
      (status) => {
        isLooking = status.incomplete === true;
        if (isLooking) dispatch({ type: "index_published", task, status, at: now() });
      },
      () => {
        isLooking = false;
      },
    );
  };
}

function requestOf({ question, history, isLiteral, filter }: Asking): AskRequest {
  const only = filter === null ? {} : { filters: filter.filters };
  return { question, history, literal: isLiteral, explain: true, ...only };
}

/** Tells of the quotes and of each sentence as they come. What the model has written unchecked is heard by nobody. */
async function write(
  task: Asking & { readonly id: number },
  { assistant, dispatch }: Workplace,
  signal: AbortSignal,
): Promise<Event> {
  const onEvent = ({ event, data }: WriteEvent) => {
    if (event === "answer.quoted") dispatch({ type: "quoted", task: task.id, answer: data });
    if (event === "written.sent") dispatch({ type: "writing_sent", task: task.id, sent: data });
    if (event === "written.sentence") dispatch({ type: "sentence_written", task: task.id, ...data });
  };
  const answer = await assistant.write({ ...requestOf(task), showPrompt: true }, { onEvent, signal });
  return { type: "written", task: task.id, answer };
}

/** Tells of the quotes and of each sentence as they come, where a model writes. */
async function report(
  { id, asked }: { readonly id: number; readonly asked: AskedReport },
  write: boolean,
  { assistant, dispatch }: Workplace,
  signal: AbortSignal,
): Promise<Event> {
  const onEvent = (heard: ReportProgress) => {
    if (heard.event !== "written.delta") dispatch({ type: "report_heard", task: id, heard });
  };
  const request = { task: await taskOf(asked, assistant), write, showPrompt: write };
  return { type: "reported", task: id, report: await assistant.report(request, { onEvent, signal }) };
}

/** With the passages that its lines mean. @throws FootnoteError path_unknown, location_unknown */
async function taskOf(asked: AskedReport, assistant: Assistant): Promise<ReportTask> {
  const passageIn = async (of: PassageId | NamedPlace) =>
    typeof of === "string" ? of : (await find(of.path, of.line ?? 1, assistant)).passage!.id;
  switch (asked.kind) {
    case "comparison": {
      const { first, second, about } = asked;
      return { task: "comparison", first, second, ...(about !== null && { about }) };
    }
    case "explanation":
      return { task: "explanation", passage: await passageIn(asked.of) };
    case "summary": {
      const [only, ...others] = asked.of;
      if (only?.line === null && others.length === 0) return { task: "summary", document: only.path };
      return { task: "summary", passages: await Promise.all(asked.of.map(passageIn)) };
    }
  }
}

async function look(
  look: Exclude<LookTask["look"], { kind: "report" }>,
  filter: LookTask["filter"],
  { assistant, host }: Workplace,
  signal: AbortSignal,
): Promise<Outcome> {
  const only = filter === null ? {} : { filters: filter.filters };
  switch (look.kind) {
    case "search":
      return {
        kind: "found",
        results: await assistant.search({ question: look.text, explain: true, ...only }, signal),
      };
    case "verify":
      return { kind: "verified", verification: await assistant.verify({ statements: [look.text], ...only }, signal) };
    case "why_not":
      return { kind: "missed", miss: await host.whyNot(look.document, { question: look.question, ...only }, signal) };
  }
}

async function show({ id, path, line }: Extract<Task, { kind: "show" }>, assistant: Assistant): Promise<Event> {
  const { documentId, passage } = await find(path, line, assistant);
  return { type: "shown", task: id, text: await assistant.text(documentId), passage, line };
}

/**
 * The document of a path, by the passage at the line. All documents are listed only where there is none: to say which
 * path was meant, and to find one without passages. @throws FootnoteError path_unknown, location_unknown
 */
async function find(path: string, line: number | null, assistant: Assistant) {
  try {
    const passage = await assistant.passageAt(path, line ?? 1);
    return { documentId: passage.document_id, passage: line === null ? null : passage };
  } catch (error) {
    if (!(error instanceof FootnoteError) || error.code !== "location_unknown") throw error;
    const documents = await allDocuments(assistant);
    const document = documents.find((one) => one.path === path);
    if (document && line === null) return { documentId: document.id, passage: null };
    if (document) throw error;
    const paths = documents.map((one) => one.path);
    const meant = similarName(path, paths);
    throw new FootnoteError("path_unknown", { path, suggestion: meant ? `; perhaps '${meant}' is meant` : "" });
  }
}

async function readFilter(
  { id, line, words }: Extract<Task, { kind: "filter" }>,
  assistant: Assistant,
): Promise<Event> {
  const read = withDocuments(words, words.names.length === 0 ? [] : await allDocuments(assistant));
  if ("filters" in read) {
    const { filters } = read;
    const { coverage } = await assistant.search({ question: line, topK: 1, filters });
    return { type: "filter_read", task: id, filter: { line, filters }, documents: coverage.documents_searched };
  }
  const text = `doc:${read.unknown} names no document: no path or title holds it. /docs lists them.`;
  return { type: "remarked", task: id, remark: { tone: "warning", text } };
}
