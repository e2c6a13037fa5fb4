import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import PQueue from "p-queue";
import type { LanguageData } from "./languages.js";
import type { OcrWorkerData } from "./ocr-worker.js";
import type { Picture, RecognizedPage, Recognizer } from "./recognizer.js";

/** Of the clock: beside other work a page may take twenty times as long as on a machine of its own. */
const SECONDS_PER_PAGE = 600;
/** Threads end when they have had nothing to do for so long, and give their memory back. */
const IDLE_MS = 10_000;

export interface OcrPoolOptions {
  /** Pages that are recognised at once, each on a thread [one a core]. */
  readonly workers?: number;
  readonly secondsPerPage?: number;
  /** Whether the threads let every other one go first, where the system can do that [true]. */
  readonly isBackground?: boolean;
  /** Compiled worker file [the one beside this module]. */
  readonly workerUrl?: URL;
}

/** Recognises pictures on several threads. One that takes too long, or ends its thread, costs no other picture. */
export class OcrPool implements Recognizer {
  readonly #queue: PQueue;
  readonly #threads = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #secondsPerPage: number;
  readonly #workerUrl: URL;
  readonly #isBackground: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly languages: readonly LanguageData[],
    options: OcrPoolOptions = {},
  ) {
    this.#queue = new PQueue({ concurrency: options.workers ?? availableParallelism() });
    this.#secondsPerPage = options.secondsPerPage ?? SECONDS_PER_PAGE;
    this.#isBackground = options.isBackground ?? true;
    this.#workerUrl = options.workerUrl ?? new URL("./ocr-worker.js", import.meta.url);
  }

  recognize(picture: Picture, signal?: AbortSignal): Promise<RecognizedPage> {
    return this.#queue.add(() => this.#run(picture, signal));
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#queue.clear();
    this.#idle.length = 0;
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  async #run(picture: Picture, signal: AbortSignal | undefined): Promise<RecognizedPage> {
    signal?.throwIfAborted();
    clearTimeout(this.#timer);
    const thread = this.#idle.pop() ?? this.#start();
    thread.ref();
    const time = AbortSignal.timeout(this.#secondsPerPage * 1000);
    const ended = new AbortController();
    const end = () => ended.abort();
    thread.once("exit", end);
    const signals = [time, ended.signal, ...(signal ? [signal] : [])];
    const done = once(thread, "message", { signal: AbortSignal.any(signals) });
    thread.postMessage(picture, [picture.grey.buffer]);
    try {
      const [page] = (await done) as [RecognizedPage];
      this.#rest(thread);
      return page;
    } catch (error) {
      await thread.terminate();
      signal?.throwIfAborted();
      if (time.aborted) return { status: "unreadable", reason: `takes longer than ${this.#secondsPerPage} s` };
      return {
        status: "unreadable",
        reason: `can't be recognised (${error instanceof Error ? error.message : error})`,
      };
    } finally {
      thread.off("exit", end);
    }
  }

  #start(): Worker {
    const workerData: OcrWorkerData = { languages: this.languages, isBackground: this.#isBackground };
    const thread = new Worker(this.#workerUrl, { workerData, stdout: true, stderr: true });
    // What the engine prints about a picture is of no use to people, and must not pile up.
    thread.stdout.resume();
    thread.stderr.resume();
    // Whoever waits for a page hears of a failure; between two pages nobody does.
    thread.on("error", () => {});
    this.#threads.add(thread);
    thread.once("exit", () => {
      this.#threads.delete(thread);
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return thread;
  }

  #rest(thread: Worker): void {
    thread.unref();
    this.#idle.push(thread);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const idle of this.#idle.splice(0)) void idle.terminate();
    }, IDLE_MS).unref();
  }
}
