import PQueue from "p-queue";
import { FootnoteError } from "../../core/errors/errors.js";
import { SETTING_RULES } from "../../core/settings.js";

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

  /** Whether the next one has to wait. */
  get isBusy(): boolean {
    return this.running >= this.limits.concurrent;
  }

  get isFull(): boolean {
    return this.isBusy && this.waiting >= this.limits.queued;
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

/** How much the server takes on. */
export interface ServerLimits {
  /** Calls of the assistant that run at once, and that wait for their turn. */
  readonly concurrent: number;
  readonly queued: number;
  /** Streams that are held open at once. */
  readonly streams: number;
  /** Seconds that a call of the assistant may take, waiting included. */
  readonly seconds: number;
  /** Seconds that writing an answer may take besides [120]. */
  readonly writeSeconds?: number;
  /** Requests of one client where tokens are asked for; 0: any number. */
  readonly requestsPerMinute: number;
}

export const DEFAULT_WRITE_SECONDS = SETTING_RULES.llmSeconds.fallback;

export const DEFAULT_LIMITS: ServerLimits = {
  concurrent: SETTING_RULES.maxConcurrent.fallback,
  queued: SETTING_RULES.maxQueued.fallback,
  streams: SETTING_RULES.maxStreams.fallback,
  seconds: SETTING_RULES.requestSeconds.fallback,
  writeSeconds: DEFAULT_WRITE_SECONDS,
  requestsPerMinute: SETTING_RULES.requestsPerMinute.fallback,
};

/** A refusal that passes: the reply's `Retry-After` says when to come again. */
export class TryLater extends FootnoteError<"rate_limited" | "server_busy" | "server_closing"> {
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  constructor(code: "rate_limited" | "server_busy" | "server_closing", seconds = 1) {
    super(code, {});
    this.retryAfter = Math.max(1, Math.ceil(seconds));
  }
}
