import type { MiddlewareHandler } from "hono";
import type { Problem } from "../../contract/problem.js";
import { PROBLEM_TYPE } from "../http/problem.js";
import type { OpenAiError } from "../openai/chat-schemas.js";

export const OPENAI_PATHS = ["/v1/chat/*", "/v1/models/*"] as const;

/**
 * Turns problems into the errors of the OpenAI shape. Its clients look for `error.message` in the body, and report
 * "no body" of a problem.
 */
export const openAiErrors: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.headers.get("content-type") !== PROBLEM_TYPE) return;
  const problem = (await c.res.json()) as Problem;
  const headers = new Headers({ "content-type": "application/json" });
  // They try again after any 5xx; only a reply that says when is worth that.
  if (problem.status >= 500 && !c.res.headers.has("retry-after")) headers.set("x-should-retry", "false");
  c.res = new Response(JSON.stringify(toOpenAiError(problem)), { status: problem.status, headers });
};

export function toOpenAiError({ status, detail, hint, code, errors = [] }: Problem): OpenAiError {
  // The message is all that a chat program shows.
  const all = errors.length > 1 ? errors.map(({ field, problem }) => `${field}: ${problem}`).join("; ") : detail;
  const message = `${all.replace(/(?<![.!?])$/u, ".")} ${hint}`;
  return { error: { message, type: typeOf(status), param: errors[0]?.field ?? null, code } };
}

const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
};

function typeOf(status: number): string {
  return TYPES[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
}
