import type { Assistant, DocumentSummary } from "../assistant/assistant.js";
import { toFootnoteError } from "../core/errors.js";
import { withDocuments } from "./filter-line.js";
import type { ChatHost, Copy, WithTerminal } from "./host.js";
import type { Event, Task } from "./state.js";
import type { Store } from "./store.js";

const PAGE_SIZE = 1000;
const PROGRESS_INTERVAL_MS = 200;

/** Who does what the tasks say. */
export interface Means {
  readonly assistant: Assistant;
  readonly host: ChatHost;
  readonly copy: Copy;
  readonly withTerminal: WithTerminal;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Makes the assistant do what the state's tasks say: starts each new one, aborts each that has left the list,
 * and reports what comes of it as events. Gives the function that ends everything.
 */
export function runEffects(store: Store, means: Means): () => void {
  const running = new Map<number, AbortController>();
  const reconcile = () => {
    const { tasks } = store.getState();
    for (const [id, controller] of running) {
      if (tasks.some((task) => task.id === id)) continue;
      running.delete(id);
      controller.abort();
    }
    for (const task of tasks) {
      if (running.has(task.id)) continue;
      const controller = new AbortController();
      running.set(task.id, controller);
      void perform(task, means, store.dispatch, controller.signal).then(store.dispatch, (error: unknown) => {
        const { message, hint } = toFootnoteError(error);
        store.dispatch({ type: "task_failed", task: task.id, failure: { message, hint } });
      });
    }
  };
  const unsubscribe = store.subscribe(reconcile);
  reconcile();
  return () => {
    unsubscribe();
    for (const controller of running.values()) controller.abort();
    running.clear();
  };
}

async function perform(
  task: Task,
  { assistant, host, copy, withTerminal, now }: Means,
  dispatch: (event: Event) => void,
  signal: AbortSignal,
): Promise<Event> {
  switch (task.kind) {
    case "ask": {
      const { id, question, history, filters } = task;
      const answer = await assistant.ask({ question, history, explain: true, ...(filters && { filters }) }, signal);
      return { type: "answered", task: id, answer };
    }
    case "status":
      return { type: "status_read", task: task.id, status: await assistant.status() };
    case "read":
      return { type: "document_read", task: task.id, text: await assistant.text(task.documentId) };
    case "list": {
      const [documents, { skipped }] = await Promise.all([allDocuments(assistant), assistant.status()]);
      return { type: "listed", task: task.id, documents, skipped };
    }
    case "sync": {
      const onProgress = progressReporter(task.id, dispatch, now);
      const result = await assistant.sync({ full: task.full, onProgress, signal });
      return { type: "synced", task: task.id, result };
    }
    case "filter": {
      const read = withDocuments(task.words, await allDocuments(assistant));
      if ("filters" in read) {
        return { type: "filter_read", task: task.id, filter: { line: task.line, filters: read.filters } };
      }
      const text = `doc:${read.unknown} names no document: no path or title holds it. /docs lists them.`;
      return { type: "remarked", task: task.id, remark: { tone: "warning", text } };
    }
    case "copy":
      return { type: "remarked", task: task.id, remark: copy(task.text, task.what) };
    case "edit":
      return { type: "remarked", task: task.id, remark: await host.edit(task.place, withTerminal) };
    case "judge":
      return { type: "remarked", task: task.id, remark: await host.keep(task.judgement) };
  }
}

/** Reports at a pace that people can read, and each change of phase at once. */
function progressReporter(task: number, dispatch: (event: Event) => void, now: () => number) {
  let reportedAt = Number.NEGATIVE_INFINITY;
  let phase = "";
  return (progress: Extract<Event, { type: "progressed" }>["progress"]): void => {
    if (progress.phase === phase && now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = now();
    phase = progress.phase;
    dispatch({ type: "progressed", task, progress });
  };
}

async function allDocuments(assistant: Assistant): Promise<DocumentSummary[]> {
  const documents: DocumentSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Assistant["documents"]>> = await assistant.documents(
      cursor === null ? { limit: PAGE_SIZE } : { cursor, limit: PAGE_SIZE },
    );
    documents.push(...page.documents);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return documents;
}
