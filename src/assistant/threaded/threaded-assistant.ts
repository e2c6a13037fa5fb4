import { Worker } from "node:worker_threads";
import type { DocumentId, PassageId } from "../../contract/ids.js";
import type { SyncProgress } from "../../contract/index-state.js";
import { fromPortable, toFootnoteError } from "../../core/errors/errors.js";
import type {
  AskRequest,
  Assistant,
  ReportOptions,
  ReportRequest,
  SyncOptions,
  VerifyRequest,
  WriteOptions,
  WriteRequest,
} from "../assistant.js";
import type { Call, Method, Reply, ThreadData } from "./calls.js";

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly heard: Heard;
}

/** Who is told what happens meanwhile. */
interface Heard {
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
  readonly onEvent?: ((event: never) => void) | undefined;
}

interface Thread {
  readonly worker: Worker;
  /** Calls that it has not answered yet, by id. */
  readonly waiting: Map<number, Waiting>;
}

/**
 * The assistant over an index on this machine, in a thread of its own: whoever holds it stays free to hear others while
 * it searches. The thread starts with the first call, and again with the next one if it is gone.
 */
export class ThreadedAssistant implements Assistant {
  #thread: Thread | null = null;
  #nextId = 0;

  /** @param workerUrl compiled worker file [the one beside this module] */
  constructor(
    private readonly data: ThreadData,
    private readonly workerUrl = new URL("./assistant-worker.js", import.meta.url),
  ) {}

  ask(request: AskRequest, signal?: AbortSignal): ReturnType<Assistant["ask"]> {
    return this.#call("ask", [request], signal);
  }

  write(request: WriteRequest, { onEvent, signal }: WriteOptions = {}): ReturnType<Assistant["write"]> {
    return this.#call("write", [request], signal, { onEvent });
  }

  report(request: ReportRequest, { onEvent, signal }: ReportOptions = {}): ReturnType<Assistant["report"]> {
    return this.#call("report", [request], signal, { onEvent });
  }

  search(request: AskRequest, signal?: AbortSignal): ReturnType<Assistant["search"]> {
    return this.#call("search", [request], signal);
  }

  verify(request: VerifyRequest, signal?: AbortSignal): ReturnType<Assistant["verify"]> {
    return this.#call("verify", [request], signal);
  }

  documents(page?: { cursor?: string; limit?: number }): ReturnType<Assistant["documents"]> {
    return this.#call("documents", [page]);
  }

  document(id: DocumentId): ReturnType<Assistant["document"]> {
    return this.#call("document", [id]);
  }

  text(id: DocumentId): ReturnType<Assistant["text"]> {
    return this.#call("text", [id]);
  }

  page(id: DocumentId, number: number): ReturnType<Assistant["page"]> {
    return this.#call("page", [id, number]);
  }

  original(id: DocumentId): ReturnType<Assistant["original"]> {
    return this.#call("original", [id]);
  }

  passage(id: PassageId, context?: number): ReturnType<Assistant["passage"]> {
    return this.#call("passage", [id, context]);
  }

  passageAt(path: string, line: number, context?: number): ReturnType<Assistant["passageAt"]> {
    return this.#call("passageAt", [path, line, context]);
  }

  status(): ReturnType<Assistant["status"]> {
    return this.#call("status", []);
  }

  sync({ onProgress, signal, ...options }: SyncOptions = {}): ReturnType<Assistant["sync"]> {
    return this.#call("sync", [options], signal, { onProgress });
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    if (!thread) return;
    // The thread closes what it has opened before it is ended.
    await this.#call("close", []).catch(() => {});
    await thread.worker.terminate();
  }

  async #call<M extends Method, Result>(
    method: M,
    args: Parameters<Assistant[M]>,
    signal?: AbortSignal,
    heard: Heard = {},
  ): Promise<Result> {
    this.#thread ??= this.#start();
    const { worker, waiting } = this.#thread;
    const id = this.#nextId++;
    const send = (call: Call) => worker.postMessage(call);
    const callOff = () => send({ kind: "call_off", id });
    signal?.addEventListener("abort", callOff, { once: true });
    try {
      return await new Promise<Result>((resolve, reject) => {
        waiting.set(id, { resolve, reject, heard });
        send({ kind: "call", id, method, args, isCalledOff: signal?.aborted ?? false });
      });
    } catch (error) {
      // What stops for a signal throws the signal's reason, which only this thread knows.
      const isUnnamed = toFootnoteError(error).code === "internal";
      if (isUnnamed) signal?.throwIfAborted();
      throw error;
    } finally {
      waiting.delete(id);
      signal?.removeEventListener("abort", callOff);
    }
  }

  #start(): Thread {
    const worker = new Worker(this.workerUrl, { workerData: this.data });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on("message", (reply: Reply) => {
      const call = thread.waiting.get(reply.id);
      if (reply.kind === "progress") call?.heard.onProgress?.(reply.progress);
      else if (reply.kind === "event") call?.heard.onEvent?.(reply.event as never);
      else if (reply.kind === "done") call?.resolve(reply.result as never);
      else call?.reject(fromPortable(reply.failure));
    });
    const end = (error: unknown) => {
      if (this.#thread === thread) this.#thread = null;
      for (const { reject } of thread.waiting.values()) reject(error);
    };
    worker.once("error", end);
    worker.once("exit", (code) => end(new Error(`the answering thread ended with code ${code}`)));
    return thread;
  }
}
