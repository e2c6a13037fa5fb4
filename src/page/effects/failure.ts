/** Why something could not be had, in words, with what can be done about it. */
export interface Failure {
  readonly kind: "unreachable" | "unauthorized" | "busy" | "problem";
  readonly message: string;
  readonly hint: string;
  /** Of the error catalogue; `null` where no server answered. */
  readonly code: string | null;
  /** How long the server asks to wait, where it said. */
  readonly retryAfterSeconds: number | null;
}

/** The server did not answer at all. */
export const UNREACHABLE: Failure = {
  kind: "unreachable",
  message: "The server does not answer.",
  hint: "Check that `footnote serve` is still running, then try again.",
  code: null,
  retryAfterSeconds: null,
};

/** The server had begun to answer, and went away. */
export const BROKEN_OFF: Failure = {
  kind: "unreachable",
  message: "The connection broke off before everything had come.",
  hint: "The server may have been stopped or started again. Try again.",
  code: null,
  retryAfterSeconds: null,
};

/** Something answered that is no Footnote server. */
export function unexpected(problem: string): Failure {
  return {
    kind: "problem",
    message: `The server sent something unexpected: ${problem}.`,
    hint: "Reload the page; if that does not help, look at the server's log.",
    code: null,
    retryAfterSeconds: null,
  };
}

/** Thrown by the calls of `api.ts`; holds what people are told. */
export class CallFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

export function toFailure(thrown: unknown): Failure {
  return thrown instanceof CallFailed ? thrown.failure : unexpected(String(thrown));
}
