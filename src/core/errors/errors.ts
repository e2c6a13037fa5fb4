import { withStop } from "../text.js";
import { CATALOGUE } from "./catalogue.js";
import { type Fields, outsideTemplate } from "./error-row.js";

export type ErrorCode = keyof typeof CATALOGUE;
type Details<Code extends ErrorCode = ErrorCode> = Record<Fields<(typeof CATALOGUE)[Code]["message"]>, string | number>;

/**
 * A failure with a code of the catalogue, a message that names what it happened to, and a hint of what to do now: both are
 * sentences, so that they may follow each other.
 */
export class FootnoteError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "FootnoteError";
  readonly code: Code;
  readonly details: Details<Code>;
  readonly hint: string;
  /** The message for those who aren't on this machine: without its paths, and what else they can't know. */
  readonly outside: string;
  readonly httpStatus: number;
  readonly exitCode: number;

  constructor(code: Code, details: Details<Code>, options?: ErrorOptions) {
    const row = CATALOGUE[code];
    super(filled(row.message, details), options);
    this.code = code;
    this.details = details;
    this.hint = row.hint;
    this.outside = filled(outsideTemplate(row), { ...details, message: this.message });
    this.httpStatus = row.status;
    this.exitCode = row.exit;
  }

  /** A failure that another Footnote reported, in that one's words; what to do now is to be done there. */
  static reported(code: ErrorCode, message: string, where: string): FootnoteError {
    const error = new FootnoteError(code, {} as Details<ErrorCode>);
    const isOfRequest = error.httpStatus < 500;
    const said = withStop(message);
    return Object.assign(error, {
      message: said,
      outside: said,
      hint: isOfRequest ? error.hint : `At ${where}: ${error.hint}`,
    });
  }
}

function filled(template: string, values: Readonly<Record<string, string | number>>): string {
  return withStop(template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])));
}

/** Makes any thrown value one of the catalogue; what is not known becomes `internal`, with the cause kept. */
export function toFootnoteError(error: unknown): FootnoteError {
  return error instanceof FootnoteError ? error : new FootnoteError("internal", {}, { cause: error });
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(CATALOGUE, code);
}

export function errorCodes(): ErrorCode[] {
  return Object.keys(CATALOGUE) as ErrorCode[];
}

/** The HTTP status that a failure with this code is answered with. */
export function httpStatusOf(code: ErrorCode): number {
  return CATALOGUE[code].status;
}

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
