import type OpenAI from "openai";
import { connectionProblem } from "../core/connection-problem.js";
import { FootnoteError } from "../core/errors/errors.js";
import { oneLine, shorten } from "../core/text.js";
import { Redirected, ReplyTooLong, WebPage } from "./bounded-fetch.js";

const MOST_SAID = 200;

/** The classes of the client, which is loaded when it is needed. */
type Errors = Pick<typeof OpenAI, "APIError" | "APIConnectionError" | "APIUserAbortError">;

interface Asked {
  readonly server: string;
  readonly model: string;
  readonly key: string;
}

/** A failure of the client as one of the catalogue. What the server says is told without the key. */
export function writerFailure(error: unknown, { server, model, key }: Asked, errors: Errors): FootnoteError {
  if (error instanceof FootnoteError) return error;
  const said = (text: string) => shorten(oneLine(key === "" ? text : text.replaceAll(key, "…")), MOST_SAID);
  const inner = causeOf(error);
  if (inner instanceof ReplyTooLong) return unknown(server, inner.message);
  if (inner instanceof Redirected) return unknown(server, said(inner.message));
  if (inner instanceof WebPage) return new FootnoteError("writer_web_page", { server, status: inner.status });
  if (error instanceof errors.APIError && error.status !== undefined) {
    const problem = said(error.message || `HTTP ${error.status}`);
    const { status, headers } = error as { status: number; headers?: Headers };
    if (status === 401 || status === 403) return new FootnoteError("writer_refused", { server, problem });
    if (status === 429) return new FootnoteError("writer_busy", { server, when: whenOf(headers?.get("retry-after")) });
    if (status === 404 && /model/iu.test(error.message)) {
      return new FootnoteError("writer_model_unknown", { server, model, problem });
    }
    if (status < 500) return unknown(server, problem);
    return new FootnoteError("writer_failed", { server, problem });
  }
  // Within a stream an error comes as an event, without a status.
  if (error instanceof errors.APIError && !(error instanceof errors.APIConnectionError)) {
    return new FootnoteError("writer_failed", { server, problem: said(error.message) });
  }
  if (inner instanceof SyntaxError) return unknown(server, "it is not what an OpenAI-compatible server sends");
  const problem = connectionProblem(error);
  if (problem === null) return new FootnoteError("writer_cut_off", { server });
  return new FootnoteError("writer_unreachable", { server, problem: said(problem) });
}

function unknown(server: string, problem: string): FootnoteError {
  return new FootnoteError("writer_reply_unknown", { server, problem });
}

function causeOf(error: unknown): unknown {
  const cause = (error as Error | undefined)?.cause;
  return cause instanceof Error ? causeOf(cause) : error;
}

/** Retry-After is a number of seconds or a date. */
function whenOf(retryAfter: string | null | undefined): string {
  if (!retryAfter) return "later";
  const seconds = /^\d+$/u.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? "later" : `in ${Math.max(1, Math.ceil(seconds))} s`;
}
