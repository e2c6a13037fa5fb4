import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { HealthSchema } from "../../../src/contract/probes.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import type { RequestContext } from "../../../src/server/middleware/problems.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { WaitingAssistant } from "../../helpers/waiting-assistant.js";
import { call, expectObject, expectProblem, query, start } from "../harness.js";

/** Fails as it is told to. */
class FailingAssistant extends MemoryAssistant {
  readonly #failure: unknown;

  constructor(failure: unknown) {
    super();
    this.#failure = failure;
  }

  override async ask(): Promise<never> {
    throw this.#failure;
  }
}

describe("a failure inside", () => {
  test.each([
    ["an error", new Error("secret of /home/ada")],
    ["a string", "secret of /home/ada"],
  ])("that nobody foresaw (%s) is 500, leaks nothing and is logged once with its cause", async (_, failure) => {
    const logged: [FootnoteError, RequestContext][] = [];
    const server = await start(new FailingAssistant(failure), { log: (...entry) => logged.push(entry) });
    const reply = await query(server, { question: "private words" });
    expectProblem(reply, 500, "internal");
    expect(reply.body.toString() + JSON.stringify(reply.headers)).not.toContain("secret");
    expect(logged).toHaveLength(1);
    expect(logged[0]![0].cause).toBe(failure);
    expect(JSON.stringify(logged[0]![1])).not.toContain("private");
    expect(logged[0]![1]).toEqual({
      method: "POST",
      path: "/v1/query",
      requestId: reply.headers["x-request-id"],
    });
  });

  test("of the catalogue keeps its status, code and hint, and is not logged", async () => {
    const logged: unknown[] = [];
    const failure = new FootnoteError("index_missing", { path: ".footnote" });
    const server = await start(new FailingAssistant(failure), { log: (error) => logged.push(error) });
    const problem = expectProblem(await query(server, { question: "a" }), 503, "index_missing");
    expect(problem).toMatchObject({ title: "Service Unavailable", detail: "There is no index.", hint: failure.hint });
    expect(logged).toEqual([]);
  });
});

describe("a client that hangs up", () => {
  test("calls the assistant off, and that is logged as no failure", async () => {
    const logged: unknown[] = [];
    const assistant = new WaitingAssistant();
    const server = await start(assistant, { log: (error) => logged.push(error) });
    const asking = new AbortController();
    const reply = fetch(`${server.url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"question":"a"}',
      signal: asking.signal,
    });
    await assistant.asked.promise;
    asking.abort();
    await expect(reply).rejects.toThrow();
    expect(await assistant.calledOff.promise).toMatchObject({ code: "interrupted" });
    expectObject(await call(server, "/healthz"), HealthSchema);
    expect(logged).toEqual([]);
  });

  test("in the middle of its body leaves the server serving and logs nothing", async () => {
    const logged: unknown[] = [];
    const server = await start(undefined, { log: (error) => logged.push(error) });
    const { host, hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const head = `POST /v1/query HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n`;
    await new Promise((resolve) => socket.write(`${head}{"question`, resolve));
    expectObject(await call(server, "/healthz"), HealthSchema);
    socket.destroy();
    await new Promise((resolve) => socket.once("close", resolve));
    expectObject(await call(server, "/healthz"), HealthSchema);
    expect(logged).toEqual([]);
  });
});

describe("an address that leads nowhere", () => {
  test.each(["/v1", "/v1/querys", "/v1/documents/", "/v2/query", "/v1/documents/a/b/c"])("%s is 404", async (path) => {
    const problem = expectProblem(await call(await start(), path), 404, "route_unknown");
    expect(problem.detail).toContain(path);
  });

  test.each([
    ["GET", "/v1/query", "POST"],
    ["OPTIONS", "/v1/query", "POST"],
    ["DELETE", "/v1/documents/abc", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
    ["PUT", "/openapi.json", "GET, HEAD"],
  ])("%s %s is 405 and says what is allowed", async (method, path, allow) => {
    const reply = await call(await start(), path, { method });
    expectProblem(reply, 405, "method_not_allowed");
    expect(reply.headers.allow).toBe(allow);
  });
});
