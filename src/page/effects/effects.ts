import type { ConversationList } from "../../contract/conversation.js";
import type {
  DocumentPage,
  DocumentSummary,
  DocumentText,
  PageView,
  PassageInContext,
} from "../../contract/documents.js";
import type { ReportProgress } from "../../contract/events.js";
import type { IndexStatus, SyncProgress } from "../../contract/index-state.js";
import { MAX_DOCUMENTS_A_PAGE } from "../../contract/limits.js";
import type { GrowingWords, State, Task, TaskEvent } from "../state/state.js";
import { call, callJson, readBlob } from "./api.js";
import { ask } from "./ask.js";
import { keep, remove, rename, reopen } from "./conversations.js";
import { toFailure } from "./failure.js";
import { build, cancelBuild, findBuild } from "./follow-build.js";
import { report } from "./report.js";
import { write } from "./write.js";

/** Runs the tasks of the state: `update` starts what is new in the list and calls off what has left it. */
export class Effects {
  readonly #running = new Map<number, AbortController>();

  constructor(private readonly dispatch: (event: TaskEvent) => void) {}

  update({ tasks, token }: Pick<State, "tasks" | "token">): void {
    for (const [id, controller] of this.#running) {
      if (tasks.some((task) => task.id === id)) continue;
      this.#running.delete(id);
      controller.abort();
    }
    for (const task of tasks) {
      if (this.#running.has(task.id)) continue;
      const controller = new AbortController();
      this.#running.set(task.id, controller);
      void this.#run(task, token, controller.signal);
    }
  }

  async #run(task: Task, token: string | null, signal: AbortSignal): Promise<void> {
    try {
      this.dispatch(await this.#work(task, token, signal));
    } catch (error) {
      if (!signal.aborted) this.dispatch({ type: "task_failed", task: task.id, failure: toFailure(error) });
    }
  }

  async #work(task: Task, token: string | null, signal: AbortSignal): Promise<TaskEvent> {
    const get = <Body>(path: string) => callJson<Body>(path, { token, signal });
    const { id } = task;
    switch (task.kind) {
      case "ask": {
        const grew = (growing: Extract<TaskEvent, { type: "answer_grew" }>["growing"]) =>
          this.dispatch({ type: "answer_grew", task: id, growing });
        return { type: "answered", task: id, answer: await ask(task, token, signal, grew) };
      }
      case "write": {
        const grew = (growing: GrowingWords) => this.dispatch({ type: "words_grew", task: id, growing });
        return { type: "words_written", task: id, written: await write(task, token, signal, grew) };
      }
      case "report": {
        const heard = (heard: ReportProgress) => this.dispatch({ type: "report_heard", task: id, heard });
        return { type: "reported", task: id, report: await report(task, token, signal, heard) };
      }
      case "keep":
        return { type: "kept", task: id, ...(await keep(task, { token, signal })) };
      case "conversations":
        return { type: "conversations_listed", task: id, list: await get<ConversationList>("/v1/conversations") };
      case "reopen": {
        const reopened = await reopen(task.conversation, { token, signal }, () => listAll(get));
        return { type: "reopened", task: id, reopened };
      }
      case "rename":
        await rename(task.conversation, task.title, { token, signal });
        return { type: "renamed", task: id };
      case "delete":
        await remove(task.conversation, { token, signal });
        return { type: "deleted", task: id };
      case "status":
        return { type: "status_read", task: id, status: await get<IndexStatus>("/v1/index") };
      case "list":
        return { type: "listed", task: id, documents: await listAll(get) };
      case "read": {
        const path = `/v1/documents/${encodeURIComponent(task.documentId)}/text`;
        return { type: "document_read", task: id, text: await get<DocumentText>(path) };
      }
      case "page": {
        const path = `/v1/documents/${encodeURIComponent(task.documentId)}/pages/${task.number}`;
        return { type: "page_read", task: id, page: await get<PageView>(path) };
      }
      case "original": {
        const path = `/v1/documents/${encodeURIComponent(task.documentId)}/original`;
        const response = await call(path, { accept: "*/*", token, signal });
        return { type: "original_read", task: id, file: await readBlob(response, signal) };
      }
      case "locate": {
        const place = await get<PassageInContext>(`/v1/passages/${encodeURIComponent(task.passageId)}`);
        return { type: "located", task: id, place };
      }
      case "build":
      case "find_build": {
        const listener = {
          started: (jobId: string) => this.dispatch({ type: "build_started", task: id, jobId }),
          progressed: (progress: SyncProgress) => this.dispatch({ type: "build_progressed", task: id, progress }),
        };
        const result =
          task.kind === "build"
            ? await build(task.full, token, signal, listener)
            : await findBuild(token, signal, listener);
        if (result === undefined) return { type: "finished", task: id };
        return result === null ? { type: "build_stopped", task: id } : { type: "built", task: id, result };
      }
      case "cancel_build":
        await cancelBuild(task.jobId, token, signal);
        return { type: "finished", task: id };
    }
  }
}

async function listAll(get: <Body>(path: string) => Promise<Body>): Promise<DocumentSummary[]> {
  const documents: DocumentSummary[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: DocumentPage = await get<DocumentPage>(`/v1/documents?limit=${MAX_DOCUMENTS_A_PAGE}${from}`);
    documents.push(...page.documents);
    cursor = page.next_cursor;
  }
  return documents;
}
