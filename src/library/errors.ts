import {
  type FootnoteError as Failure,
  FootnoteError as FailureClass,
  toFootnoteError,
} from "../core/errors/errors.js";
import type { ErrorCode } from "./contract-types.js";

/** All that the library throws: `message` says what happened, to what; `hint` what to do now. */
export interface FootnoteError extends Error {
  readonly name: "FootnoteError";
  readonly code: ErrorCode;
  readonly hint: string;
}

/** For `instanceof`; the library alone makes them. */
export const FootnoteError: abstract new (...made: never) => FootnoteError = FailureClass;

/** Whether something thrown is a failure of Footnote's, also where the program has Footnote twice. */
export function isFootnoteError(thrown: unknown): thrown is FootnoteError {
  return thrown instanceof Error && thrown.name === "FootnoteError" && "code" in thrown && "hint" in thrown;
}

/** What a call throws: `interrupted` where it was called off, with the signal's reason as its cause. */
export function thrownBy(error: unknown, signal: AbortSignal): Failure {
  return signal.aborted ? new FailureClass("interrupted", {}, { cause: signal.reason }) : toFootnoteError(error);
}
