import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type PQueue from "p-queue";
import type { ReadResult, SourceFile } from "./document-reader.js";
import type { FormatName } from "./formats.js";
import type { ReadingJob } from "./reading-worker.js";

export interface ReadingLimits {
  /** Seconds that one file may take. */
  readonly seconds: number;
  /** Megabytes of JavaScript objects that one file may need. */
  readonly memory: number;
}

export const READING_LIMITS: ReadingLimits = { seconds: 60, memory: 1024 };
/** For formats whose readers don't hang: the largest table needs more memory, and no time is too long. */
export const LARGE_FILE_LIMITS: ReadingLimits = { seconds: 3600, memory: 4096 };
/** The thread ends when it has had nothing to read for so long, and gives its memory back. */
const IDLE_MS = 3000;

/** Reads files one after the other on a thread that is ended when a file takes too long or too much memory. */
export class ReadingThread {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #files: Promise<PQueue> | null = null;

  /** @param workerUrl compiled worker file [the one beside this module] */
  constructor(
    private readonly limits = READING_LIMITS,
    private readonly workerUrl = new URL("./reading-worker.js", import.meta.url),
  ) {}

  /** Takes the file's bytes over. @throws the reason of `signal` when it is aborted */
  async read(format: FormatName, file: SourceFile, signal?: AbortSignal): Promise<ReadResult> {
    // A question asks for nothing of this: the queue is loaded with the first file.
    this.#files ??= import("p-queue").then(({ default: PQueue }) => new PQueue({ concurrency: 1 }));
    return (await this.#files).add(() => this.#run({ format, file }, signal));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #run(job: ReadingJob, signal: AbortSignal | undefined): Promise<ReadResult> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = this.#start();
    const time = AbortSignal.timeout(this.limits.seconds * 1000);
    const done = once(worker, "message", { signal: signal ? AbortSignal.any([time, signal]) : time });
    const bytes = ownBytes(job.file.bytes);
    const file = { ...job.file, bytes };
    worker.postMessage({ ...job, file }, [bytes.buffer]);
    try {
      const [result] = (await done) as [ReadResult];
      worker.unref();
      this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
      return result;
    } catch (error) {
      await this.close();
      signal?.throwIfAborted();
      return { status: "unreadable", reason: this.#reason(error, time.aborted) };
    }
  }

  #start(): Worker {
    this.#worker ??= this.#started();
    this.#worker.ref();
    return this.#worker;
  }

  #started(): Worker {
    const options = { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: this.limits.memory } };
    const worker = new Worker(this.workerUrl, options);
    // What libraries print about a file is of no use to people, and must not pile up.
    worker.stdout.resume();
    worker.stderr.resume();
    // Whoever waits for a file hears of a failure; between two files nobody does.
    worker.on("error", () => {});
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = null;
    });
    return worker;
  }

  #reason(error: unknown, tooLong: boolean): string {
    const { seconds, memory } = this.limits;
    if (tooLong) return `takes longer than ${seconds} s to read; split it, or save it anew with another program`;
    if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY") {
      return `needs more than ${memory} MB of memory to read; split it into smaller files`;
    }
    return `can't be read (${error instanceof Error ? error.message : error})`;
  }
}

/** Bytes that may be handed over: those that are part of others would take these with them. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
