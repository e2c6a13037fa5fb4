import { STATUS_CODES } from "node:http";
import type { z } from "@hono/zod-openapi";
import { type FieldError, type Problem, ProblemSchema } from "../../contract/problem.js";
import { type ErrorCode, FootnoteError, httpStatusOf } from "../../core/errors/errors.js";
import { TryLater } from "../limits/work-queue.js";

export const PROBLEM_TYPE = "application/problem+json";

/** More than anybody mends by hand; a small body can be wrong in 100,000 places. */
const MAX_FIELD_ERRORS = 50;

/** A request whose fields are wrong: all of them at once, so that a client mends them in one go. */
export class InvalidRequest extends FootnoteError<"request_invalid"> {
  readonly errors: readonly FieldError[];

  /** `whole` names what was read, for an issue that is about all of it: `body`, `query`. */
  constructor(whole: string, issues: readonly z.core.$ZodIssue[]) {
    const errors = issues.flatMap((issue) => fieldErrors(issue, whole)).slice(0, MAX_FIELD_ERRORS);
    super("request_invalid", errors[0] ?? { field: whole, problem: "is not valid" });
    this.errors = errors;
  }
}

function fieldErrors(issue: z.core.$ZodIssue, whole: string): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: fieldName([...issue.path, key], whole), problem: "is not known here" }));
  }
  return [{ field: fieldName(issue.path, whole), problem: issue.message }];
}

/** `filters.paths[0]`, as a programmer would write it. */
function fieldName(path: readonly PropertyKey[], whole: string): string {
  const name = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return name === "" ? whole : name.replace(/^\./, "");
}

/** A failure as RFC 9457 says it. Says nothing of the cause: what is inside stays inside. */
export function toProblem(error: FootnoteError): Problem {
  return {
    type: `urn:footnote:problem:${error.code}`,
    title: STATUS_CODES[error.httpStatus] ?? "Client Closed Request",
    status: error.httpStatus,
    detail: error.outside,
    code: error.code,
    hint: error.hint,
    ...(error instanceof InvalidRequest && { errors: error.errors }),
  };
}

/** The headers that HTTP wants beside a problem. */
export function problemHeaders(error: FootnoteError): Record<string, string> {
  if (error instanceof TryLater) return { "retry-after": String(error.retryAfter) };
  if (error.code === "token_required") return { "www-authenticate": "Bearer" };
  if (error.code === "token_unknown") return { "www-authenticate": 'Bearer error="invalid_token"' };
  return {};
}

/**
 * The part of a route's OpenAPI description that lists its failures, by status.
 * Typed as empty: failures are thrown, so a handler's own type needs its success alone.
 */
export function problemResponses(...codes: readonly ErrorCode[]): Record<never, never> {
  return openProblemResponses(...codes, ...GUARDED_CODES);
}

/** As `problemResponses`, for a route that asks for no token. */
export function openProblemResponses(...codes: readonly ErrorCode[]): Record<never, never> {
  return responsesBy({ [PROBLEM_TYPE]: { schema: ProblemSchema } }, codes);
}

/** The same as `problemResponses` for a route whose failures have another shape. */
export function failureResponses(content: object, codes: readonly ErrorCode[]): Record<never, never> {
  return responsesBy(content, [...codes, ...GUARDED_CODES]);
}

function responsesBy(content: object, codes: readonly ErrorCode[]): Record<never, never> {
  const responses: Record<number, { description: string; content: object }> = {};
  for (const code of [...codes, ...COMMON_CODES]) {
    const status = httpStatusOf(code);
    const others = responses[status] ? `${responses[status].description}, ` : "";
    responses[status] = { description: `${others}\`${code}\``, content };
  }
  return responses;
}

/** What any call may fail with. */
const COMMON_CODES = ["request_forbidden", "internal"] as const;

/** What any call may fail with where tokens are asked for. */
const GUARDED_CODES = ["token_required", "token_unknown", "rate_limited"] as const;

/** What any call with a JSON body may fail with. */
export const BODY_CODES = [
  "request_malformed",
  "request_not_json",
  "request_too_large",
  "request_media_type",
  "request_invalid",
] as const;

/** What any call that is given a question or a statement may fail with. */
export const QUESTION_CODES = ["question_empty", "question_too_long", "question_not_text"] as const;

/** What any call that needs the model may fail with. */
export const MODEL_CODES = ["model_missing", "model_damaged", "model_failed"] as const;

/** What any call that reads the index may fail with: it takes its turn, and some time. */
export const INDEX_CODES = [
  "index_missing",
  "index_corrupt",
  "index_format",
  "index_model",
  "index_splitter",
  "store_unreachable",
  "store_untrusted",
  "store_login",
  "store_forbidden",
  "store_refused",
  "store_offline",
  "server_busy",
  "request_timed_out",
] as const;
