import type { Context, ErrorHandler, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { PROBLEM_TYPE, problemHeaders, toProblem } from "../http/problem.js";

/** Where a failure happened: enough to find it again, and nothing of what was asked. */
export interface RequestContext {
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
}

export type ErrorLog = (error: FootnoteError, context: RequestContext) => void;

/** Answers every thrown value with a problem; tells `log` of those that nobody foresaw, once each. */
export function problemHandler(log: ErrorLog): ErrorHandler {
  return (error, c) => problemReply(c, nameAndLog(error, c, log));
}

/** Makes anything thrown one of the catalogue; tells `log` of what nobody foresaw. */
export function nameAndLog(thrown: unknown, c: Context, log: ErrorLog): FootnoteError {
  const failure = nameFailure(thrown, c);
  if (failure.code === "internal") log(failure, requestContext(c));
  c.set("problem", failure);
  return failure;
}

export function requestContext(c: Context): RequestContext {
  return { method: c.req.method, path: c.req.path, requestId: c.get("requestId") };
}

/** Hono tells its error handler of Errors alone, and anything can be thrown. */
export const nameThrown: MiddlewareHandler = async (_, next) => {
  try {
    await next();
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : toFootnoteError(thrown);
  }
};

export function problemReply(c: Context, error: FootnoteError, headers: Record<string, string> = {}): Response {
  const status = error.httpStatus as ContentfulStatusCode;
  c.set("problem", error);
  return c.body(JSON.stringify(toProblem(error)), status, {
    ...problemHeaders(error),
    ...headers,
    "content-type": PROBLEM_TYPE,
  });
}

function nameFailure(error: unknown, c: Context): FootnoteError {
  // Nobody waits for the answer any more, and whatever broke off with it is no fault.
  if (c.req.raw.signal.aborted) return new FootnoteError("interrupted", {}, { cause: error });
  if (error instanceof HTTPException && error.status < 500) {
    return new FootnoteError("request_malformed", { problem: error.message }, { cause: error });
  }
  return toFootnoteError(error);
}
