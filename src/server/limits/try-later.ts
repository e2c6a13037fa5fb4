import { FootnoteError } from "../../core/errors/errors.js";

/** A refusal that passes: the reply's `Retry-After` says when to come again. */
export class TryLater extends FootnoteError<"rate_limited" | "server_busy" | "server_closing"> {
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  constructor(code: "rate_limited" | "server_busy" | "server_closing", seconds = 1) {
    super(code, {});
    this.retryAfter = Math.max(1, Math.ceil(seconds));
  }
}
