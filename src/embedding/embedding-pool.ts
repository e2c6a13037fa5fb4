import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { FootnoteError } from "../core/errors/errors.js";
import type { EmbeddingJob, WorkerData, WorkerReply } from "./embed-worker.js";
import type { PassageEmbedding, SequenceEmbedder, TokenSequence } from "./embedder.js";
import type { ModelSettings } from "./model-settings.js";

/** Jobs that a worker holds at once: one that runs, one that waits so that it never stands idle. */
const JOBS_PER_WORKER = 2;

interface Job {
  readonly sequence: TokenSequence;
  readonly resolve: (embedding: PassageEmbedding) => void;
  readonly reject: (error: unknown) => void;
}

interface Member {
  readonly worker: Worker;
  /** Ids of the jobs that it holds. */
  readonly held: Set<number>;
  /** Settled when it has loaded the model, or can't. */
  readonly loading: Promise<void>;
  loaded: boolean;
}

export interface PoolOptions {
  /** Sessions, each in a thread of its own [one a core]. */
  readonly workers?: number;
  /** Whether the threads let every other one go first, where the system can do that [true]. */
  readonly isBackground?: boolean;
  /** Compiled worker file [the one beside this module]. */
  readonly workerUrl?: URL;
  /** Told once when the pool has ended: it was closed, or a thread could not be started or is gone. */
  readonly onEnd?: () => void;
}

/**
 * Embeds texts on several threads, one session each: on two cores, two sessions are 1.3 times as fast as one that
 * computes on two threads.
 */
export class EmbeddingPool implements SequenceEmbedder {
  readonly #members: readonly Member[];
  readonly #jobs = new Map<number, Job>();
  readonly #waiting: number[] = [];
  #nextId = 0;
  readonly #onEnd: () => void;
  #failure: unknown = null;

  /** Starts the threads, which load the model while the caller goes on; the first one that has begins. */
  constructor(settings: ModelSettings, options: PoolOptions = {}) {
    this.#onEnd = options.onEnd ?? (() => {});
    const workerData: WorkerData = { settings, isBackground: options.isBackground ?? true };
    const url = options.workerUrl ?? new URL("./embed-worker.js", import.meta.url);
    this.#members = Array.from({ length: options.workers ?? availableParallelism() }, () =>
      this.#start(new Worker(url, { workerData }), settings),
    );
  }

  /** Passages that can be given at once without a thread standing idle or a queue growing. */
  get capacity(): number {
    return this.#members.length * JOBS_PER_WORKER;
  }

  /** Resolves when every thread has loaded the model. @throws FootnoteError model_failed */
  async ready(): Promise<void> {
    await Promise.all(this.#members.map(({ loading }) => loading));
  }

  embed(sequence: TokenSequence): Promise<PassageEmbedding> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      const id = this.#nextId++;
      this.#jobs.set(id, { sequence, resolve, reject });
      this.#waiting.push(id);
      this.#dispatch();
    });
  }

  /**
   * Ends the threads; jobs that are not done are rejected as interrupted. Waits for what a thread computes right now:
   * to end it in the middle of that would end the process.
   */
  async close(): Promise<void> {
    this.#fail(new FootnoteError("interrupted", {}));
    const end = async (member: Member) => {
      // A thread that is still loading must not be ended either.
      await member.loading.catch(() => {});
      await idle(member);
      await member.worker.terminate();
    };
    await Promise.all(this.#members.map(end));
  }

  #start(worker: Worker, { name }: ModelSettings): Member {
    const member: Member = { worker, held: new Set(), loading: loaded(worker, name), loaded: false };
    member.loading.then(
      () => {
        member.loaded = true;
        this.#listen(member);
        this.#dispatch();
      },
      (error: unknown) => this.#fail(error),
    );
    return member;
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const free = this.#members.filter(({ loaded, held }) => loaded && held.size < JOBS_PER_WORKER);
      if (free.length === 0) return;
      const member = free.reduce((a, b) => (b.held.size < a.held.size ? b : a));
      const id = this.#waiting.shift() as number;
      member.held.add(id);
      member.worker.postMessage({ id, sequence: (this.#jobs.get(id) as Job).sequence } satisfies EmbeddingJob);
    }
  }

  #listen({ worker, held }: Member): void {
    worker.on("message", (reply: WorkerReply) => {
      if (reply.kind === "ready") return;
      const job = this.#jobs.get(reply.id);
      this.#jobs.delete(reply.id);
      held.delete(reply.id);
      if (reply.kind === "failed") job?.reject(reply.error);
      else job?.resolve({ vector: reply.vector, sentences: reply.sentences });
      this.#dispatch();
    });
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", (code) => {
      held.clear();
      this.#fail(new Error(`an embedding thread ended with code ${code}`));
    });
  }

  #fail(error: unknown): void {
    const isFirst = this.#failure === null;
    this.#failure ??= error;
    for (const { reject } of this.#jobs.values()) reject(this.#failure);
    this.#jobs.clear();
    this.#waiting.length = 0;
    if (isFirst) this.#onEnd();
  }
}

/** Resolves when the thread holds no job, or is gone. */
async function idle({ worker, held }: Member): Promise<void> {
  while (held.size > 0) {
    await new Promise<void>((resolve) => {
      worker.once("message", () => resolve());
      worker.once("exit", () => resolve());
    });
  }
}

/** Resolves when the thread has loaded the model. */
function loaded(worker: Worker, model: string): Promise<void> {
  const listening = new AbortController();
  const failed = (cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new FootnoteError("model_failed", { model, problem }, { cause });
  };
  const first = (event: string) => once(worker, event, { signal: listening.signal });
  return Promise.race([
    first("message").then(([reply]: WorkerReply[]) => {
      if (reply?.kind !== "ready") throw new Error("its thread did not start");
    }),
    first("exit").then(([code]: number[]) => {
      throw new Error(`its thread ended with code ${code}`);
    }),
  ])
    .catch(failed)
    .finally(() => listening.abort());
}
