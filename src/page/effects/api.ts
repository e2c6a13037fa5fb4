import type { Problem } from "../../contract/problem.js";
import { CallFailed, type Failure, UNREACHABLE, unexpected } from "./failure.js";

export interface Call {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly accept?: string;
  readonly body?: unknown;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** Calls the server that the page came from. @throws CallFailed with what people are told; AbortError when called off */
export async function call(path: string, { method = "GET", accept, body, token, signal }: Call): Promise<Response> {
  const headers = {
    accept: accept ?? "application/json",
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  const response = await reached(signal, () =>
    fetch(path, { method, headers, signal, ...(body !== undefined && { body: JSON.stringify(body) }) }),
  );
  if (!response.ok) throw new CallFailed(await failureOf(response));
  return response;
}

/** @throws as `call` */
export async function callJson<Body>(path: string, options: Call): Promise<Body> {
  const response = await call(path, options);
  return readJson(response, options.signal);
}

export async function readJson<Body>(response: Response, signal: AbortSignal): Promise<Body> {
  const text = await readText(response, signal);
  try {
    return JSON.parse(text) as Body;
  } catch {
    throw new CallFailed(unexpected("an answer that is not JSON"));
  }
}

/** @throws as `call` */
export function readText(response: Response, signal: AbortSignal): Promise<string> {
  return reached(signal, () => response.text());
}

/** @throws as `call` */
export function readBlob(response: Response, signal: AbortSignal): Promise<Blob> {
  return reached(signal, () => response.blob());
}

/** A connection that breaks off throws a TypeError, whatever broke it. */
async function reached<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CallFailed(UNREACHABLE);
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const problem: unknown = await response.json().catch(() => null);
  if (!isProblem(problem)) return unexpected(`status ${response.status}`);
  return problemFailure(problem, Number(response.headers.get("retry-after")) || null);
}

/** What a problem of the server says to people. */
export function problemFailure(problem: Problem, retryAfterSeconds: number | null = null): Failure {
  const { status, detail: message, hint, code } = problem;
  const kind = status === 401 ? "unauthorized" : status === 429 || status === 503 ? "busy" : "problem";
  return { kind, message, hint, code, retryAfterSeconds };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "detail" in value && "hint" in value && "code" in value;
}
