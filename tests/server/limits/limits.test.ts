import { describe, expect, test } from "vitest";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { HealthSchema } from "../../../src/contract/probes.js";
import { newToken, type Tokens } from "../../../src/server/access/tokens.js";
import { DEFAULT_LIMITS } from "../../../src/server/limits/work-queue.js";
import type { LoggedRequest } from "../../../src/server/observe/request-log.js";
import { HeldAssistant } from "../../helpers/held-assistant.js";
import { call, expectObject, expectProblem, query, start } from "../harness.js";

const QUESTION = { question: "How long is the notice period?" };

describe("work", () => {
  test("runs a few at a time, lets a few wait and refuses the rest at once; cheap routes never wait", async () => {
    const assistant = new HeldAssistant();
    const server = await start(assistant, { limits: { ...DEFAULT_LIMITS, concurrent: 2, queued: 3 } });
    const asked = Array.from({ length: 5 }, () => query(server, QUESTION));
    await expect.poll(async () => metric(server, "footnote_work_waiting")).toBe(3);
    expect(assistant.running).toBe(2);
    for (let more = 0; more < 3; more++) {
      const refusal = await query(server, QUESTION);
      expectProblem(refusal, 503, "server_busy");
      expect(Number(refusal.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    }
    expectProblem(await call(server, "/v1/documents"), 503, "server_busy");
    expectObject(await call(server, "/healthz"), HealthSchema);
    expect(await metric(server, 'footnote_problems_total{code="server_busy"}')).toBe(4);
    assistant.letGo();
    for (const reply of await Promise.all(asked)) expectObject(reply, AnswerSchema);
    expect(assistant.most).toBe(2);
    expectObject(await query(server, QUESTION), AnswerSchema);
  });

  test("that takes too long is stopped and answered with 504, and its place is free", async () => {
    const assistant = new HeldAssistant();
    const server = await start(assistant, { limits: { ...DEFAULT_LIMITS, concurrent: 1, seconds: 0.2 } });
    // The second one's time runs out while it waits or soon after it has begun.
    const replies = await Promise.all([query(server, QUESTION), query(server, QUESTION)]);
    for (const reply of replies) expectProblem(reply, 504, "request_timed_out");
    expect(assistant.stopped[0]).toMatchObject({ code: "request_timed_out" });
    expect(assistant.running).toBe(0);
    assistant.letGo();
    expectObject(await query(server, QUESTION), AnswerSchema);
  });

  test("that is streamed is refused with 503 as well, and ends with its problem when it takes too long", async () => {
    const assistant = new HeldAssistant();
    const limits = { ...DEFAULT_LIMITS, concurrent: 1, queued: 0, seconds: 0.5 };
    const server = await start(assistant, { limits });
    const stream = () =>
      fetch(`${server.url}/v1/query`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify(QUESTION),
      });
    const running = await stream();
    const refused = await stream();
    expect([running.status, refused.status, refused.headers.get("retry-after")]).toEqual([200, 503, "1"]);
    expect(await running.text()).toMatch(/event: error\ndata: .*"code":"request_timed_out"/);
    expect(assistant.running).toBe(0);
    expect(await metric(server, 'footnote_problems_total{code="request_timed_out"}')).toBe(1);
  });

  test("that can't be stopped is answered in time too, and keeps its place until it ends", async () => {
    const assistant = new HeldAssistant(false);
    const server = await start(assistant, { limits: { ...DEFAULT_LIMITS, concurrent: 1, queued: 0, seconds: 0.2 } });
    expectProblem(await query(server, QUESTION), 504, "request_timed_out");
    expectProblem(await query(server, QUESTION), 503, "server_busy");
    expect(assistant.most).toBe(1);
    assistant.letGo();
    await expect.poll(async () => (await query(server, QUESTION)).status).toBe(200);
  });

  test("of a client that has gone while it waited is never begun", async () => {
    const assistant = new HeldAssistant();
    const server = await start(assistant, { limits: { ...DEFAULT_LIMITS, concurrent: 1 } });
    const first = query(server, QUESTION);
    await expect.poll(() => assistant.running).toBe(1);
    const leaving = new AbortController();
    const second = fetch(`${server.url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(QUESTION),
      signal: leaving.signal,
    });
    await expect.poll(async () => metric(server, "footnote_work_waiting")).toBe(1);
    leaving.abort();
    await expect(second).rejects.toThrow();
    await expect.poll(async () => metric(server, "footnote_work_waiting")).toBe(0);
    assistant.letGo();
    expectObject(await first, AnswerSchema);
    expect([assistant.most, assistant.stopped]).toEqual([1, []]);
  });

  test("that runs or waits is finished when the server closes", async () => {
    const assistant = new HeldAssistant();
    const server = await start(assistant, { limits: { ...DEFAULT_LIMITS, concurrent: 2 } });
    const asked = Array.from({ length: 20 }, () => query(server, QUESTION));
    await expect.poll(async () => metric(server, "footnote_work_waiting")).toBe(18);
    const closed = server.close();
    await expect(call(server, "/healthz")).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    assistant.letGo();
    for (const reply of await Promise.all(asked)) expectObject(reply, AnswerSchema);
    await closed;
  });
});

describe("the rate", () => {
  const ada = newToken();
  const grace = newToken();
  const tokens: Tokens = { nameOf: async (token) => ({ [ada]: "ada", [grace]: "grace" })[token] ?? null };
  const ask = (server: { url: string; close(): Promise<void> }, token: string, path = "/v1/index") =>
    call(server, path, { headers: { authorization: `Bearer ${token}` } });

  test("of a client is limited by its token; another client and the health are not concerned", async () => {
    const server = await start(undefined, { tokens, limits: { ...DEFAULT_LIMITS, requestsPerMinute: 3 } });
    for (let request = 0; request < 3; request++) expect((await ask(server, ada)).status).toBe(200);
    const refusal = await ask(server, ada);
    expectProblem(refusal, 429, "rate_limited");
    const wait = Number(refusal.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await ask(server, grace)).status).toBe(200);
    for (let request = 0; request < 9; request++) expect((await ask(server, ada, "/healthz")).status).toBe(200);
  });

  test("of guesses is limited by address, and does not lock out who has a token", async () => {
    const server = await start(undefined, { tokens, limits: { ...DEFAULT_LIMITS, requestsPerMinute: 3 } });
    const statuses = [];
    for (let guess = 0; guess < 5; guess++) statuses.push((await ask(server, newToken())).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await ask(server, ada)).status).toBe(200);
  });

  test("counts the address of X-Forwarded-For only where a proxy is trusted, and then what the proxy itself wrote", async () => {
    const guess = async (trustProxy: boolean) => {
      const log: LoggedRequest[] = [];
      const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 1 };
      const server = await start(undefined, { tokens, trustProxy, limits, requestLog: (line) => log.push(line) });
      const statuses = [];
      for (const address of ["203.0.113.1", "203.0.113.2"]) {
        const headers = { "x-forwarded-for": `198.51.100.7, ${address}` };
        statuses.push((await call(server, "/v1/index", { headers })).status);
      }
      await expect.poll(() => log.length).toBe(2);
      return { statuses, clients: log.map(({ client }) => client) };
    };
    expect(await guess(false)).toEqual({ statuses: [401, 429], clients: ["127.0.0.1", "127.0.0.1"] });
    expect(await guess(true)).toEqual({ statuses: [401, 401], clients: ["203.0.113.1", "203.0.113.2"] });
  });

  test("is not limited where no tokens are asked for", async () => {
    const server = await start(undefined, { limits: { ...DEFAULT_LIMITS, requestsPerMinute: 1 } });
    for (let request = 0; request < 5; request++) expect((await call(server, "/v1/index")).status).toBe(200);
  });
});

async function metric(server: { url: string; close(): Promise<void> }, name: string): Promise<number> {
  const text = (await call(server, "/metrics")).body.toString();
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}
