import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import type { z } from "@hono/zod-openapi";
import { expect } from "vitest";
import type { Assistant } from "../../src/assistant/assistant.js";
import { ProblemSchema } from "../../src/contract/problem.js";
import type { ErrorCode } from "../../src/core/errors/errors.js";
import { type RunningServer, type ServeOptions, serve } from "../../src/server/serve.js";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { behindEachTest } from "../helpers/tidy-up.js";

const running: RunningServer[] = [];

behindEachTest(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A server on a free port, closed after the test. */
export async function start(
  assistant: Assistant = new MemoryAssistant(),
  options: Omit<ServeOptions, "assistant"> = {},
): Promise<RunningServer> {
  const server = await serve({ assistant, ...options });
  running.push(server);
  return server;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Call {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** A list is sent in chunks, without a content-length. */
  readonly body?: string | Uint8Array | readonly Uint8Array[];
}

/** Calls as an HTTP client that may set any header, which `fetch` may not. */
export function call(server: RunningServer, path: string, { method = "GET", headers = {}, body }: Call = {}) {
  return new Promise<Reply>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const request = httpRequest(
      { hostname: hostname.replace(/[[\]]/g, ""), port, path, method, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    if (Array.isArray(body)) for (const chunk of body) request.write(chunk);
    request.end(Array.isArray(body) ? undefined : body);
  });
}

/** Sends bytes as they are and gives what comes back until the server hangs up. */
export function raw(server: RunningServer, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    let received = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.on("close", () => resolve(received));
    socket.on("error", reject);
  });
}

export function query(server: RunningServer, body: unknown): Promise<Reply> {
  return post(server, JSON.stringify(body));
}

export function post(server: RunningServer, body: NonNullable<Call["body"]>, type = "application/json") {
  return call(server, "/v1/query", { method: "POST", headers: { "content-type": type }, body });
}

/** The reply's object, which is exactly what the schema says: nothing missing, nothing more. */
export function expectObject<Schema extends z.ZodType>(reply: Reply, schema: Schema): z.output<Schema> {
  expect(reply.status, reply.body.toString()).toBe(200);
  expect(reply.headers["content-type"]).toMatch(/^application\/json/);
  const sent: unknown = JSON.parse(reply.body.toString());
  const parsed = schema.parse(sent);
  expect(sent).toEqual(parsed);
  return parsed;
}

export function expectProblem(reply: Reply, status: number, code: ErrorCode): z.output<typeof ProblemSchema> {
  expect(reply.headers["content-type"]).toBe("application/problem+json");
  const sent: unknown = JSON.parse(reply.body.toString());
  const problem = ProblemSchema.parse(sent);
  expect(sent).toEqual(problem);
  expect(problem).toMatchObject({ status, code, type: `urn:footnote:problem:${code}` });
  expect(reply.status).toBe(status);
  expect(problem.hint).not.toBe("");
  return problem;
}
