import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { type Answer, AnswerSchema } from "../../../src/contract/answer.js";
import { QueryEventSchema } from "../../../src/contract/events.js";
import { HealthSchema } from "../../../src/contract/probes.js";
import { ProblemSchema } from "../../../src/contract/problem.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { localAssistant } from "../../helpers/local-assistant.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { call, expectObject, query, start } from "../harness.js";
import { all, ask, events } from "../streams.js";

const FILES = {
  "guides/warranty.md":
    "# Warranty\n\nThe warranty lasts 24 months 🛠. It covers the switch.\n\n## Batteries\n\nThe warranty of batteries lasts 12 months.\n",
  "trip.txt": "The train to Lyon leaves at 07:14. Pack the warm coat.\n",
};
const WARRANTY = "How long does the warranty last?";

/** Waits until it is let go, and keeps what becomes of each question. */
class HeldAssistant extends LocalAssistant {
  letGo!: () => void;
  readonly #gate = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });
  readonly asked: Promise<Answer>[] = [];
  signal: AbortSignal | undefined;

  override ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    this.signal = signal;
    const asking = this.#gate.then(() => super.ask(request, signal));
    asking.catch(() => {});
    this.asked.push(asking);
    return asking;
  }
}

/** Fails after a while. */
class FailingAssistant extends MemoryAssistant {
  constructor(
    private readonly failure: unknown,
    private readonly afterMs: number,
  ) {
    super();
  }

  override async ask(): Promise<never> {
    await delay(this.afterMs);
    throw this.failure;
  }
}

/** Takes its time. */
class SlowAssistant extends MemoryAssistant {
  override async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    await delay(400);
    return super.ask(request, signal);
  }
}

describe("a streamed answer", () => {
  let assistant: LocalAssistant;

  beforeAll(async () => {
    ({ assistant } = await localAssistant(FILES, LocalAssistant));
    await assistant.sync();
  });

  test("brings passages and citations before its text, and ends with the object that is given without streaming", async () => {
    const server = await start(assistant);
    const response = await ask(server, { question: WARRANTY });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const received = await all(events(response, QueryEventSchema));
    const names = received.map(({ event }) => event);
    const order = ["status", "passage", "citation", "status", "answer.delta", "answer.done"];
    expect(names.filter((name, i) => name !== names[i - 1])).toEqual(order);

    const done = received.at(-1)!.data as Answer;
    const dataOf = (name: string) => received.filter(({ event }) => event === name).map(({ data }) => data);
    expect(done.status).toBe("answered");
    expect(dataOf("passage")).toEqual(done.passages);
    expect(dataOf("citation")).toEqual(done.citations);
    const deltas = dataOf("answer.delta") as { text: string; citations: string[] }[];
    expect(deltas.map(({ text }) => text).join("")).toBe(done.answer?.text);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.map(({ citations }) => citations)).toEqual(done.answer?.sentences.map(({ citations }) => citations));

    const plain = expectObject(await query(server, { question: WARRANTY }), AnswerSchema);
    const lasting = ({ timings_ms: _, coverage: { checked_at: __, ...coverage }, ...rest }: Answer) => ({
      ...rest,
      coverage,
    });
    expect(lasting(done)).toEqual(lasting(plain as unknown as Answer));
  });

  test("that refuses has no text and ends with the refusal", async () => {
    const response = await ask(await start(assistant), { question: "Who painted Guernica?" });
    const received = await all(events(response, QueryEventSchema));
    expect(received.map(({ event }) => event)).toEqual(["status", "answer.done"]);
    expect(received.at(-1)?.data).toMatchObject({ status: "not_found", answer: null });
  });
});

test.each([
  [undefined, "application/json"],
  ["*/*", "application/json"],
  ["text/*", "application/json"],
  ["application/json", "application/json"],
  ["text/html", "application/json"],
  ["text/event-stream", "text/event-stream"],
  ["Text/Event-Stream; q=0.3", "text/event-stream"],
  ["text/event-stream, */*", "text/event-stream"],
  ["*/*, text/event-stream", "text/event-stream"],
  ["text/event-stream;q=0.5, application/json;q=0.4", "text/event-stream"],
  ["text/event-stream;q=0.5, application/json", "application/json"],
  ["text/event-stream;q=0.5, */*", "application/json"],
  ["text/event-stream, application/json", "text/event-stream"],
  ["application/json, text/event-stream", "application/json"],
  ["text/event-stream;q=0", "application/json"],
])("a client that accepts %s gets %s", async (accept, type) => {
  const headers = { "content-type": "application/json", ...(accept !== undefined && { accept }) };
  const body = JSON.stringify({ question: "How long is the notice period?" });
  const reply = await call(await start(), "/v1/query", { method: "POST", headers, body });
  expect(reply.headers["content-type"]).toBe(type);
  expect(reply.headers.vary).toMatch(/accept/i);
});

describe("a failure", () => {
  const problemOf = async (response: Response) => {
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = ProblemSchema.parse(await response.json());
    expect(problem.status).toBe(response.status);
    return problem;
  };

  test.each([
    ["question_empty", 422, { question: "" }],
    ["question_too_long", 422, { question: "a".repeat(4001) }],
    ["request_invalid", 422, { question: "a", stream: true }],
    ["request_not_json", 400, undefined],
  ])("of the request (%s) is answered with its own status instead of a stream", async (code, status, body) => {
    expect(await problemOf(await ask(await start(), body))).toMatchObject({ status, code });
  });

  test("that shows at once is answered with its own status, too", async () => {
    const missing = new FailingAssistant(new FootnoteError("index_missing", { path: ".footnote" }), 0);
    expect(await problemOf(await ask(await start(missing), { question: "a?" }))).toMatchObject({
      status: 503,
      code: "index_missing",
    });
  });

  test("for want of an index is answered with its own status, however long a busy machine takes to see it", async () => {
    class Unindexed extends FailingAssistant {
      override documents = () => this.ask();
    }
    const missing = new Unindexed(new FootnoteError("index_missing", { path: ".footnote" }), 300);
    expect(await problemOf(await ask(await start(missing), { question: "a?" }))).toMatchObject({ status: 503 });
  });

  test("that nobody foresaw ends the stream with a problem that leaks nothing, and is logged once", async () => {
    const logged: [FootnoteError, { path: string }][] = [];
    const failure = new Error("secret of /home/ada");
    const server = await start(new FailingAssistant(failure, 300), { log: (...entry) => logged.push(entry) });
    const response = await ask(server, { question: "private words" });
    const received = await all(events(response, QueryEventSchema));
    expect(received.map(({ event }) => event)).toEqual(["status", "error"]);
    expect(received[1]?.data).toMatchObject({ status: 500, code: "internal" });
    expect(JSON.stringify(received)).not.toContain("secret");
    expect(logged.map(([error, { path }]) => [error.cause, path])).toEqual([[failure, "/v1/query"]]);
  });

  test("of the catalogue keeps its code in the stream, and is not logged", async () => {
    const logged: unknown[] = [];
    const failure = new FootnoteError("model_missing", { model: "m", path: "models/m" });
    const server = await start(new FailingAssistant(failure, 300), { log: (error) => logged.push(error) });
    const received = await all(events(await ask(server, { question: "a" }), QueryEventSchema));
    expect(received[1]).toMatchObject({ event: "error", data: { status: 503, code: "model_missing" } });
    expect(logged).toEqual([]);
  });
});

test("a heartbeat comes while there is nothing to send, and none after the end", async () => {
  const server = await start(new SlowAssistant(), { heartbeatMs: 20 });
  const order: string[] = [];
  const response = await ask(server, { question: "How long is the notice period?" });
  const stream = events(response, QueryEventSchema, () => order.push("heartbeat"));
  for await (const { event } of stream) order.push(event);
  const quiet = order.slice(1, order.indexOf("passage"));
  expect(order[0]).toBe("status");
  expect(quiet.length).toBeGreaterThanOrEqual(3);
  expect(new Set(quiet)).toEqual(new Set(["heartbeat"]));
  expect(order.at(-1)).toBe("answer.done");
});

test("a client that hangs up ends the work: the question is never answered, and that is no failure", async () => {
  const logged: unknown[] = [];
  const { assistant } = await localAssistant(FILES, HeldAssistant);
  await assistant.sync();
  const server = await start(assistant, { log: (error) => logged.push(error) });
  const leaving = new AbortController();
  const stream = events(await ask(server, { question: WARRANTY }, { signal: leaving.signal }), QueryEventSchema);
  expect((await stream.next()).value).toEqual({ event: "status", data: { stage: "searching" } });
  const calledOff = new Promise((resolve) => assistant.signal?.addEventListener("abort", resolve));
  leaving.abort();
  await calledOff;
  assistant.letGo();
  await expect(assistant.asked[0]).rejects.toMatchObject({ code: "interrupted" });
  expectObject(await call(server, "/healthz"), HealthSchema);
  expect(logged).toEqual([]);
});

test("a server that closes ends its streams first", async () => {
  const server = await start(new SlowAssistant());
  const stream = events(await ask(server, { question: "How long is the notice period?" }), QueryEventSchema);
  await stream.next();
  const closed = server.close();
  expect((await all(stream)).at(-1)?.event).toBe("answer.done");
  await closed;
  // After ten seconds it would end what is still open.
}, 9_000);
