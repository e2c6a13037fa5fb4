import { Worker } from "node:worker_threads";
import type PQueue from "p-queue";
import type { PageRecognition, ReadResult, SourceFile } from "./document-reader.js";
import type { FormatName } from "./formats.js";
import type { PageReply, ReadingJob, ReadingReply } from "./reading-worker.js";

export interface ReadingLimits {
  /** Seconds that one file may take; of a file whose pages are recognised, each of them. */
  readonly seconds: number;
  /** Megabytes of JavaScript objects that one file may need. */
  readonly memory: number;
}

export const READING_LIMITS: ReadingLimits = { seconds: 60, memory: 832 };
/** For formats whose readers don't hang: no time is too long. */
export const LARGE_FILE_LIMITS: ReadingLimits = { seconds: 3600, memory: 768 };
/** The thread ends when it has had nothing to read for so long, and gives its memory back. */
const IDLE_MS = 3000;

interface ReadingOptions {
  readonly recognition?: PageRecognition | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A file that makes more is unreadable [no limit]. */
  readonly passagesPerFile?: number | undefined;
}

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
  async read(format: FormatName, file: SourceFile, options: ReadingOptions = {}): Promise<ReadResult> {
    // A question asks for nothing of this: the queue is loaded with the first file.
    this.#files ??= import("p-queue").then(({ default: PQueue }) => new PQueue({ concurrency: 1 }));
    return (await this.#files).add(() => this.#run(format, file, options));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #run(
    format: FormatName,
    file: SourceFile,
    { passagesPerFile = Number.POSITIVE_INFINITY, recognition, signal }: ReadingOptions,
  ): Promise<ReadResult> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = this.#start();
    const reading = new OneReading(worker, recognition, this.limits.seconds, signal);
    const bytes = ownBytes(file.bytes);
    const job: ReadingJob = {
      kind: "read",
      format,
      file: { ...file, bytes },
      pagesAtOnce: recognition?.atOnce ?? 0,
      passagesPerFile,
    };
    worker.postMessage(job, [bytes.buffer]);
    try {
      const result = await reading.done;
      worker.unref();
      this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
      return result;
    } catch (error) {
      await this.close();
      signal?.throwIfAborted();
      if (reading.failure) throw reading.failure;
      return { status: "unreadable", reason: this.#reason(error, error === TOO_LONG) };
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

const TOO_LONG = new Error("too long");

/** One file on its thread: hands its pages to be recognised, and ends when the thread is silent for too long. */
class OneReading {
  /** @throws `TOO_LONG`, what ended the thread, the reason of the signal, or `failure` */
  readonly done: Promise<ReadResult>;
  /** What went wrong with the recognition: that is not the file's fault. */
  failure: unknown = null;
  #timer: NodeJS.Timeout | undefined;
  /** Pages that the thread waits for: its time doesn't run. */
  #pages = 0;
  #over = false;

  constructor(
    private readonly worker: Worker,
    private readonly recognition: PageRecognition | undefined,
    private readonly seconds: number,
    signal: AbortSignal | undefined,
  ) {
    const listening = new AbortController();
    this.done = new Promise<ReadResult>((resolve, reject) => {
      const onMessage = (reply: ReadingReply) => {
        if (reply.kind === "done") resolve(reply.result);
        else void this.#recognize(reply, reject);
      };
      const onAbort = () => reject(signal?.reason);
      worker.on("message", onMessage).once("error", reject);
      signal?.addEventListener("abort", onAbort, { signal: listening.signal });
      listening.signal.addEventListener("abort", () => worker.off("message", onMessage).off("error", reject));
      this.#watch(reject);
    }).finally(() => {
      clearTimeout(this.#timer);
      this.#over = true;
      listening.abort();
    });
  }

  async #recognize(
    { id, picture, page }: Extract<ReadingReply, { kind: "recognize" }>,
    reject: (error: unknown) => void,
  ): Promise<void> {
    this.#pages++;
    clearTimeout(this.#timer);
    try {
      const recognized = await this.recognition!.recognize(picture, page);
      this.worker.postMessage({ kind: "recognized", id, page: recognized } satisfies PageReply);
    } catch (error) {
      this.failure = error;
      reject(error);
    }
    if (--this.#pages === 0 && !this.#over) this.#watch(reject);
  }

  #watch(reject: (error: unknown) => void): void {
    this.#timer = setTimeout(() => reject(TOO_LONG), this.seconds * 1000);
  }
}
