import PQueue from "p-queue";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ServerLimits } from "./server-limits.js";
import { TryLater } from "./try-later.js";

/** Lets a bounded number of tasks run at once, and a bounded number wait. What is more is refused at once. */
export class WorkQueue {
  readonly #queue: PQueue;

  constructor(private readonly limits: Pick<ServerLimits, "concurrent" | "queued" | "seconds">) {
    this.#queue = new PQueue({ concurrency: limits.concurrent });
  }

  get running(): number {
    return this.#queue.pending;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  get isFull(): boolean {
    return this.running >= this.limits.concurrent && this.waiting >= this.limits.queued;
  }

  /**
   * Runs a task when it is its turn. When its time is over or `caller` aborts, this rejects at once and the task's
   * signal aborts; its place is free when it has really ended, so that what doesn't heed the signal can't pile up.
   * @throws FootnoteError server_busy, request_timed_out; the reason of `caller`
   */
  async run<T>(task: (signal: AbortSignal) => Promise<T>, caller?: AbortSignal): Promise<T> {
    if (this.isFull) throw new TryLater("server_busy");
    const { seconds } = this.limits;
    const stopped = new AbortController();
    const stop = () => stopped.abort(caller?.reason);
    const timer = setTimeout(() => stopped.abort(new FootnoteError("request_timed_out", { seconds })), seconds * 1000);
    caller?.addEventListener("abort", stop, { once: true });
    if (caller?.aborted) stop();
    try {
      return await this.#enqueue(task, stopped.signal);
    } finally {
      clearTimeout(timer);
      caller?.removeEventListener("abort", stop);
    }
  }

  #enqueue<T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const waiting = new AbortController();
    let hasBegun = false;
    return new Promise((resolve, reject) => {
      const stop = () => {
        reject(signal.reason);
        // Told later, p-queue would give away the place of a task that still runs.
        if (!hasBegun) waiting.abort(signal.reason);
      };
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop, { once: true });
      const turn = () => {
        hasBegun = true;
        return task(signal);
      };
      this.#queue.add(turn, { signal: waiting.signal }).then(resolve, reject);
    });
  }
}
