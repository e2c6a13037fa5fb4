import { STATUS_CODES } from "node:http";
import { type Problem, ProblemSchema } from "../../contract/problem.js";
import { type ErrorCode, FootnoteError, isErrorCode } from "../../core/errors/errors.js";
import type { ServerAddress } from "./server-address.js";

/** These say something of the server's own process, and would be taken for this one's. */
const OF_THE_SERVER: readonly ErrorCode[] = ["internal", "interrupted"];

/** The failure that a reply tells of: the server's own where it is in the catalogue, so that it reads as if it were local. */
export function failureOf(response: Response, text: string, { shown: server, token }: ServerAddress): FootnoteError {
  const { status, headers } = response;
  const problem = /^application\/problem\+json\b/i.test(headers.get("content-type") ?? "") ? parse(text) : null;
  const said = problem?.detail ?? `HTTP ${status} ${STATUS_CODES[status] ?? ""}`.trim();
  const retryAfter = headers.get("retry-after");
  if (status === 401) {
    const shown = token === "" ? "requests without a token" : "this token";
    return new FootnoteError("server_token_refused", { server, token: shown });
  }
  if (retryAfter !== null && (status === 429 || status === 503)) {
    return new FootnoteError("server_asks_to_wait", {
      server,
      problem: said.replace(/\.$/, ""),
      when: inWords(retryAfter),
    });
  }
  if (problem && isErrorCode(problem.code)) return reportedFailure(problem, server);
  if (status === 403) return new FootnoteError("server_refuses", { server, problem: said });
  if (problem || status >= 500 || status === 429) return new FootnoteError("server_failed", { server, problem: said });
  return new FootnoteError("server_reply_unknown", { server, problem: said });
}

/** The server's failure where the catalogue has it. */
export function reportedFailure({ code, detail }: Problem, server: string): FootnoteError {
  if (isErrorCode(code) && !OF_THE_SERVER.includes(code)) return FootnoteError.reported(code, detail, server);
  return new FootnoteError("server_failed", { server, problem: detail });
}

/** A redirection is named and not followed: the token and the question are for the address that was given. */
export function redirection(response: Response, from: string, { shown: server }: ServerAddress): FootnoteError {
  const location = response.headers.get("location");
  const target = location !== null && URL.canParse(location, from) ? new URL(location, from).href : "nowhere";
  return new FootnoteError("server_redirects", { server, target });
}

function parse(text: string): Problem | null {
  try {
    const parsed = ProblemSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Retry-After is a number of seconds or a date. */
function inWords(retryAfter: string): string {
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? "later" : `in ${Math.max(1, Math.ceil(seconds))} s`;
}
