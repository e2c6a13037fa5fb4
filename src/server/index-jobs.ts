import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { Assistant } from "../assistant/assistant.js";
import { type IndexJob, isOver, type SyncProgress } from "../contract/index-state.js";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import { paced } from "../core/heard-events.js";
import { toProblem } from "./http/problem.js";
import { TryLater } from "./limits/work-queue.js";
import type { ErrorLog, RequestContext } from "./middleware/problems.js";

/** Jobs that are over and can still be asked for. */
const REMEMBERED_JOBS = 20;
/** A build reports every passage; whoever follows a job hears no more often than this. */
const PROGRESS_INTERVAL_MS = 200;

/** The rebuilds of the index that clients have asked this server for, one at a time. */
export class IndexJobs {
  /** The oldest first. */
  readonly #jobs = new Map<string, RunningJob>();
  #closed = false;

  /** @param log told of every job that failed, with the request that started it */
  constructor(
    private readonly assistant: Pick<Assistant, "sync">,
    private readonly log: ErrorLog,
  ) {}

  /** Starts a job, or gives the one that is not over yet. @throws server_closing after `close` */
  start(full: boolean, context: RequestContext): { readonly started: boolean; readonly job: IndexJob } {
    if (this.#closed) throw new TryLater("server_closing");
    const active = [...this.#jobs.values()].find((job) => !isOver(job.now));
    if (active) return { started: false, job: active.now };
    const job = new RunningJob(this.assistant, full, (failure) => this.log(failure, context));
    this.#jobs.set(job.now.id, job);
    for (const id of [...this.#jobs.keys()].slice(0, -REMEMBERED_JOBS - 1)) this.#jobs.delete(id);
    return { started: true, job: job.now };
  }

  /** The newest first. */
  list(): IndexJob[] {
    return [...this.#jobs.values()].map((job) => job.now).reverse();
  }

  /** @throws index_job_unknown */
  get(id: string): IndexJob {
    return this.#find(id).now;
  }

  /** Stops a job and resolves when its build has really ended; one that is over stays as it is. @throws index_job_unknown */
  cancel(id: string): Promise<IndexJob> {
    return this.#find(id).cancel();
  }

  /** The job as it is now, then whenever it has changed, up to its end. @throws index_job_unknown, at the first step */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<IndexJob, void> {
    const job = this.#find(id);
    for (;;) {
      const { now } = job;
      yield now;
      if (isOver(now)) return;
      // It may have changed while the last state was on its way.
      if (job.now === now) await once(job.changes, "change", { signal });
    }
  }

  /** Cancels what runs and resolves when it has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#jobs.values()].map((job) => job.cancel()));
  }

  #find(id: string): RunningJob {
    const job = this.#jobs.get(id);
    if (!job) throw new FootnoteError("index_job_unknown", { id });
    return job;
  }
}

class RunningJob {
  /** Emits `change`. */
  readonly changes = new EventEmitter().setMaxListeners(0);
  readonly #calledOff = new AbortController();
  readonly #end: Promise<void>;
  #now: IndexJob;
  readonly #tellOf = paced(PROGRESS_INTERVAL_MS, () => this.#tell());

  constructor(
    assistant: Pick<Assistant, "sync">,
    full: boolean,
    private readonly onFailure: (failure: FootnoteError) => void,
  ) {
    this.#now = {
      id: randomUUID(),
      state: "queued",
      full,
      created_at: new Date().toISOString(),
      started_at: null,
      finished_at: null,
      progress: null,
      result: null,
      problem: null,
    };
    this.#end = this.#run(assistant);
  }

  /** A new object whenever something has changed. */
  get now(): IndexJob {
    return this.#now;
  }

  async cancel(): Promise<IndexJob> {
    this.#calledOff.abort(new FootnoteError("interrupted", {}));
    await this.#end;
    return this.#now;
  }

  async #run(assistant: Pick<Assistant, "sync">): Promise<void> {
    try {
      const result = await assistant.sync({
        full: this.#now.full,
        signal: this.#calledOff.signal,
        onProgress: (progress) => this.#report(progress),
      });
      this.#finish({ state: "done", result });
    } catch (thrown) {
      const failure = toFootnoteError(thrown);
      if (this.#calledOff.signal.aborted) return this.#finish({ state: "cancelled" });
      this.onFailure(failure);
      this.#finish({ state: "failed", problem: toProblem(failure) });
    }
  }

  #report(progress: SyncProgress): void {
    const before = this.#now;
    const started = before.started_at ?? new Date().toISOString();
    this.#now = { ...before, state: "running", started_at: started, progress };
    this.#tellOf(progress);
  }

  #finish(end: Pick<IndexJob, "state"> & Partial<IndexJob>): void {
    this.#now = { ...this.#now, ...end, finished_at: new Date().toISOString() };
    this.#tell();
  }

  #tell(): void {
    this.changes.emit("change");
  }
}
