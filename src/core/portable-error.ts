import { type Details, type ErrorCode, FootnoteError, toFootnoteError } from "./errors.js";

/** A failure as it goes from thread to thread: an error's class and fields don't. */
export interface PortableError {
  readonly code: ErrorCode;
  readonly details: Details;
  /** The stack of what caused it, or of itself. */
  readonly stack: string;
}

export function toPortable(thrown: unknown): PortableError {
  const error = toFootnoteError(thrown);
  const origin = error.cause ?? error;
  return {
    code: error.code,
    details: error.details,
    stack: origin instanceof Error ? String(origin.stack) : String(origin),
  };
}

export function fromPortable({ code, details, stack }: PortableError): FootnoteError {
  const cause = new Error(`in another thread: ${stack.split("\n", 1)[0]}`);
  cause.stack = stack;
  return new FootnoteError(code, details, { cause });
}
