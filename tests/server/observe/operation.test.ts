import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { SyncOptions } from "../../../src/assistant/assistant.js";
import type { SearchResults } from "../../../src/contract/answer.js";
import type { IndexStatus, SyncResult } from "../../../src/contract/index-state.js";
import { ReadySchema } from "../../../src/contract/probes.js";
import { CATALOGUE } from "../../../src/core/errors/catalogue.js";
import { errorCodes, FootnoteError } from "../../../src/core/errors/errors.js";
import { DEFAULT_LIMITS } from "../../../src/server/limits/work-queue.js";
import { jsonLogs } from "../../../src/server/observe/logs.js";
import type { LoggedRequest } from "../../../src/server/observe/request-log.js";
import { serve } from "../../../src/server/serve.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { call, expectObject, expectProblem, query, start } from "../harness.js";

/** Fails as it is told to, and counts searches. */
class FragileAssistant extends MemoryAssistant {
  failure: FootnoteError | null = null;
  generation = "1";
  searches = 0;

  override async status(): Promise<IndexStatus> {
    if (this.failure?.code.startsWith("index_missing")) throw this.failure;
    return { ...(await super.status()), generation: this.generation };
  }

  override async search(...given: Parameters<MemoryAssistant["search"]>): Promise<SearchResults> {
    this.searches++;
    if (this.failure) throw this.failure;
    return super.search(...given);
  }
}

describe("readiness", () => {
  test("is proven once for each generation, however often it is asked", async () => {
    const assistant = new FragileAssistant();
    const server = await start(assistant);
    const ask = () => call(server, "/readyz");
    for (const reply of await Promise.all([ask(), ask(), ask()])) expectObject(reply, ReadySchema);
    expectObject(await ask(), ReadySchema);
    expect(assistant.searches).toBe(1);
    assistant.generation = "2";
    expectObject(await ask(), ReadySchema);
    expect(assistant.searches).toBe(2);
  });

  test("is refused with the reason while there is no index or no model, and comes back by itself", async () => {
    const assistant = new FragileAssistant();
    const server = await start(assistant);
    assistant.failure = new FootnoteError("index_missing", { path: "/home/ada/.footnote" });
    expectProblem(await call(server, "/readyz"), 503, "index_missing");
    assistant.failure = new FootnoteError("model_missing", { path: "/home/ada/models", model: "m" });
    expectProblem(await call(server, "/readyz"), 503, "model_missing");
    assistant.failure = null;
    expectObject(await call(server, "/readyz"), ReadySchema);
  });
});

test("no problem tells a client of this machine's folders, processes or libraries", async () => {
  const details = new Proxy({}, { get: () => "/home/ada", has: () => true });
  const codes = errorCodes()
    .filter((code) => /^(corpus|index(?!_job)|model)_/.test(code))
    .filter((code) => CATALOGUE[code].message.includes("{"));
  expect(codes.length).toBeGreaterThan(10);
  for (const code of codes) {
    const assistant = new FragileAssistant();
    assistant.failure = new FootnoteError(code, details as never);
    expect(assistant.failure.message, code).toContain("/home/ada");
    const reply = await query(await start(assistant), { question: "Why?" });
    expect(reply.body.toString()).toContain(code);
    expect(reply.body.toString()).not.toContain("/home/ada");
  }
});

describe("metrics", () => {
  test("tell of requests by route, of stages, problems, the index and the process", async () => {
    const server = await start();
    await query(server, { question: "How long is the notice period?" });
    await query(server, { question: "" });
    await call(server, "/v1/documents/no-such-document");
    await call(server, "/no/such/address");
    const lines = async () => {
      const reply = await call(server, "/metrics");
      expect(reply.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
      return reply.body.toString().split("\n");
    };
    const seconds = "footnote_http_request_duration_seconds_count";
    await expect
      .poll(lines)
      .toEqual(
        expect.arrayContaining([
          `${seconds}{method="POST",route="/v1/query",status="200"} 1`,
          `${seconds}{method="POST",route="/v1/query",status="422"} 1`,
          `${seconds}{method="GET",route="/v1/documents/:id",status="404"} 1`,
          `${seconds}{method="GET",route="(none)",status="404"} 1`,
          'footnote_stage_duration_seconds_count{stage="embed"} 1',
          'footnote_stage_duration_seconds_count{stage="search"} 1',
          'footnote_stage_duration_seconds_count{stage="total"} 1',
          'footnote_problems_total{code="document_unknown"} 1',
          'footnote_index_info{generation="1",model="shared words"} 1',
          "footnote_index_up 1",
          "footnote_index_passages 6",
          "footnote_index_documents 3",
          "footnote_work_running 0",
          expect.stringMatching(/^nodejs_eventloop_lag_seconds \d/),
          expect.stringMatching(/^process_resident_memory_bytes \d/),
        ]),
      );
    expect((await lines()).join("\n")).not.toContain("no-such");
  });
});

describe("the log", () => {
  async function logOf(options: { logQuestions?: boolean }): Promise<Record<string, unknown>[]> {
    const stream = new PassThrough();
    const logs = jsonLogs(stream, "info");
    const server = await serve({
      assistant: new MemoryAssistant(),
      log: logs.error,
      requestLog: logs.request,
      ...options,
    });
    await query(server, { question: "How long is the notice period?" });
    await call(server, "/v1/verify", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"statements":["The notice period is three months."]}',
    });
    await call(server, "/v1/documents/secret-id", { headers: { "x-request-id": "trace-1" } });
    await server.close();
    stream.end();
    const lines = (await text(stream)).trim().split("\n");
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  test("has one line a request: id, route, status, time and size, and nothing of what was asked", async () => {
    const lines = await logOf({});
    expect(lines).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        msg: "request",
        request_id: expect.stringMatching(/^[\w-]{36}$/),
        method: "POST",
        route: "/v1/query",
        status: 200,
        ms: expect.any(Number),
        bytes: expect.any(Number),
        client: "127.0.0.1",
      },
      expect.objectContaining({ route: "/v1/verify", status: 200 }),
      expect.objectContaining({
        request_id: "trace-1",
        route: "/v1/documents/:id",
        status: 404,
        code: "document_unknown",
      }),
    ]);
    expect(lines[0]?.bytes).toBeGreaterThan(1_000);
    expect(JSON.stringify(lines)).not.toMatch(/notice|secret/);
  });

  test("has the questions where that is wished", async () => {
    expect(await logOf({ logQuestions: true })).toMatchObject([
      { question: "How long is the notice period?" },
      { statements: ["The notice period is three months."] },
      {},
    ]);
  });

  test("has them whatever the route, where that is wished", async () => {
    const question = "How long is the notice period?";
    const statements = ["The notice period is three months."];
    const logged: LoggedRequest[] = [];
    const server = await start(undefined, { requestLog: (request) => logged.push(request), logQuestions: true });
    const tool = (name: string, given: object) => ({
      ...{ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: given } },
    });
    const asked: [string, object][] = [
      ["/v1/query", { question }],
      ["/v1/search", { question }],
      ["/v1/chat/completions", { messages: [{ role: "user", content: question }] }],
      ["/mcp", tool("ask", { question })],
      ["/mcp", tool("search", { query: question })],
      ["/v1/verify", { statements }],
      ["/mcp", tool("verify", { statements })],
    ];
    for (const [path, body] of asked) {
      const headers = { "content-type": "application/json" };
      expect((await call(server, path, { method: "POST", headers, body: JSON.stringify(body) })).status).toBe(200);
    }
    await expect.poll(() => logged).toHaveLength(asked.length);
    expect(logged.slice(0, 5)).toMatchObject(asked.slice(0, 5).map(([route]) => ({ route, question })));
    expect(logged.slice(5)).toMatchObject(asked.slice(5).map(([route]) => ({ route, statements })));
  });

  test.each([
    ["info", ["/", "/assets/:name 404"]],
    ["debug", ["/", "/assets/:name 200", "/assets/:name 404"]],
  ] as const)("at level %s has the page, and the files that it loads: %j", async (level, listed) => {
    const stream = new PassThrough();
    const server = await start(undefined, { requestLog: jsonLogs(stream, level).request });
    const html = (await call(server, "/")).body.toString();
    await call(server, /\/assets\/[^"]+/.exec(html)![0]);
    await call(server, "/assets/none.js");
    await server.close();
    stream.end();
    const lines = (await text(stream)).trim().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as { route: string; status: number });
    expect(entries.map(({ route, status }) => (route === "/" ? route : `${route} ${status}`))).toEqual(listed);
  });

  test("lists a few refusals of a flood, and then says how many there were", async () => {
    const stream = new PassThrough();
    const logs = jsonLogs(stream, "info");
    const server = await start(undefined, { requestLog: logs.request });
    const headers = { origin: "http://evil.example" };
    await Promise.all(Array.from({ length: 60 }, () => call(server, "/healthz", { headers })));
    await call(server, "/healthz");
    await delay(1_200);
    stream.end();
    const lines = (await text(stream)).trim().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const refused = entries.filter(({ status }) => status === 403);
    const counted = entries.filter(({ requests }) => typeof requests === "number");
    expect(entries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(refused.length).toBeLessThanOrEqual(20);
    expect(counted[0]).toMatchObject({ level: "info", code: "request_forbidden" });
    expect(refused.length + counted.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(60);
  });
});

/** Builds until it is called off. */
class BuildingAssistant extends MemoryAssistant {
  override sync({ signal }: SyncOptions = {}): Promise<SyncResult> {
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  }
}

describe("replies that stay open", () => {
  test("are limited in number, count no more when they end, and end when the server closes", async () => {
    const server = await start(new BuildingAssistant(), { limits: { ...DEFAULT_LIMITS, streams: 2 } });
    const job = await fetch(`${server.url}/v1/index/jobs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const { id } = (await job.json()) as { id: string };
    const follow = () => fetch(`${server.url}/v1/index/jobs/${id}/events`);
    const [first, second, refused] = [await follow(), await follow(), await follow()];
    expect([first.status, second.status, refused.status]).toEqual([200, 200, 503]);
    expect(refused.headers.get("retry-after")).toBe("1");
    await second.body?.cancel();
    await expect.poll(async () => (await follow()).status).toBe(200);
    await server.close();
    expect(await first.text()).toContain("event: end");
  });
});
