import { once } from "node:events";
import { createServer, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { AskRequest, SyncOptions } from "../../../src/assistant/assistant.js";
import { RemoteAssistant, type RemoteOptions } from "../../../src/assistant/remote/remote-assistant.js";
import type { Answer } from "../../../src/contract/answer.js";
import { asDocumentId } from "../../../src/contract/ids.js";
import type { SyncResult } from "../../../src/contract/index-state.js";
import { type ServeOptions, serve } from "../../../src/server/serve.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const QUESTION = { question: "How long is the notice period?" };
const TOKEN = "correct-horse-battery";
const PROGRESS = {
  phase: "embed" as const,
  files_done: 0,
  files_total: 1,
  passages_done: 1,
  passages_total: 9,
  current: null,
  passages_per_second: 1,
  eta_seconds: null,
};

const toClose: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

function clientOf(server: string, options: Partial<RemoteOptions> = {}): RemoteAssistant {
  const assistant = new RemoteAssistant({ server, ...options });
  toClose.push(() => assistant.close());
  return assistant;
}

async function served(assistant = new MemoryAssistant(), options: Omit<ServeOptions, "assistant"> = {}) {
  const server = await serve({ assistant, ...options });
  toClose.push(() => server.close());
  return server;
}

/** A server of any kind on a free port. */
async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  toClose.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function replying(status: number, headers: Record<string, string>, body: string): Promise<string> {
  return listening((_, response) => response.writeHead(status, headers).end(body));
}

function problem(status: number, code: string, headers: Record<string, string> = {}): Promise<string> {
  const hint = "A hint.";
  const body = { type: `urn:footnote:problem:${code}`, title: "T", status, detail: `What ${code} means.`, code, hint };
  return replying(status, { "content-type": "application/problem+json", ...headers }, JSON.stringify(body));
}

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

/** Answers when it is told to stop, and builds until then. */
class BusyAssistant extends MemoryAssistant {
  started = 0;
  aborted = 0;

  override ask(_: AskRequest, signal?: AbortSignal): Promise<Answer> {
    return this.#work(signal);
  }

  override sync({ onProgress, signal }: SyncOptions = {}): Promise<SyncResult> {
    onProgress?.(PROGRESS);
    return this.#work(signal);
  }

  #work(signal?: AbortSignal): Promise<never> {
    this.started++;
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        this.aborted++;
        reject(signal.reason);
      });
    });
  }
}

describe("what the server gives", () => {
  test("is the answer that its assistant gives, field for field", async () => {
    const local = new MemoryAssistant();
    const remote = clientOf((await served(local)).url);
    for (const question of ["How long is the notice period?", "Who painted Guernica?", "Würzburg 🏠?"]) {
      expect(await remote.ask({ question, explain: true })).toEqual(await local.ask({ question, explain: true }));
      expect(await remote.search({ question })).toEqual(await local.search({ question }));
    }
    expect(await remote.status()).toEqual(await local.status());
    expect(await remote.documents()).toEqual(await local.documents());
    expect(await remote.passageAt("notes/würzburg.txt", 1)).toEqual(await local.passageAt("notes/würzburg.txt", 1));
  });

  test("is asked for under a path, behind a proxy that has others beside it", async () => {
    const { url } = await served();
    const { port } = new URL(url);
    const proxy = await listening((incoming, outgoing) => {
      if (!incoming.url?.startsWith("/papers/")) return outgoing.writeHead(404, HTML).end("<h1>Not here</h1>");
      const headers = { ...incoming.headers, host: `127.0.0.1:${port}` };
      const path = incoming.url.slice("/papers".length);
      const inner = request({ port, host: "127.0.0.1", method: incoming.method, path, headers }, (reply) =>
        reply.pipe(outgoing.writeHead(reply.statusCode ?? 0, reply.headers)),
      );
      incoming.pipe(inner);
    });
    for (const address of [`${proxy}/papers`, `${proxy}/papers/`]) {
      expect(await clientOf(address).ask(QUESTION)).toMatchObject({ status: "answered" });
      const text = clientOf(address).text(asDocumentId("../../index"));
      await expect(text).rejects.toMatchObject({ code: "document_unknown" });
    }
    await expect(clientOf(proxy).ask(QUESTION)).rejects.toMatchObject({ code: "server_reply_unknown" });
  });

  test("comes again when the server does", async () => {
    const first = await serve({ assistant: new MemoryAssistant() });
    const remote = clientOf(first.url);
    expect(await remote.ask(QUESTION)).toMatchObject({ status: "answered" });
    await first.close();
    await expect(remote.ask(QUESTION)).rejects.toMatchObject({
      code: "server_unreachable",
      exitCode: 2,
      message: `No server answers at ${first.url}: nothing listens there.`,
    });
    await served(new MemoryAssistant(), { port: Number(new URL(first.url).port) });
    expect(await remote.ask(QUESTION)).toMatchObject({ status: "answered" });
  });
});

describe("the server's work stops", () => {
  test("when the asker leaves", async () => {
    const busy = new BusyAssistant();
    const remote = clientOf((await served(busy)).url);
    const leaving = new AbortController();
    const asking = remote.ask(QUESTION, leaving.signal);
    await expect.poll(() => busy.started).toBe(1);
    leaving.abort(new Error("I have to go."));
    await expect(asking).rejects.toThrow("I have to go.");
    await expect.poll(() => busy.aborted).toBe(1);
  });

  test("when the client is closed, or its own signal ends it, and so does a rebuild", async () => {
    const busy = new BusyAssistant();
    const { url } = await served(busy);
    const ctrlC = new AbortController();
    const closing = clientOf(url);
    const ended = clientOf(url, { signal: ctrlC.signal });
    const asking = [closing.ask(QUESTION), ended.ask(QUESTION), ended.sync({ signal: ctrlC.signal })];
    const outcomes = Promise.allSettled(asking);
    await expect.poll(() => busy.started).toBe(3);
    await closing.close();
    ctrlC.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await expect(asking[2]).rejects.toMatchObject({ code: "interrupted" });
    await expect.poll(() => busy.aborted).toBe(3);
  });
});

describe("a rebuild", () => {
  test("of somebody else is waited for and left alone, also by who gives up waiting", async () => {
    const busy = new BusyAssistant();
    const { url } = await served(busy);
    const others = clientOf(url).sync();
    others.catch(() => {});
    await expect.poll(() => busy.started).toBe(1);
    const waiting = new AbortController();
    const mine = clientOf(url).sync({ signal: waiting.signal });
    setTimeout(() => waiting.abort(), 300);
    await expect(mine).rejects.toMatchObject({ code: "interrupted" });
    expect(busy).toMatchObject({ started: 1, aborted: 0 });
  });

  test("that somebody cancels fails and says so", async () => {
    const busy = new BusyAssistant();
    const { url } = await served(busy);
    const building = clientOf(url).sync();
    building.catch(() => {});
    await expect.poll(() => busy.started).toBe(1);
    const { jobs } = (await (await fetch(`${url}/v1/index/jobs`)).json()) as { jobs: { id: string }[] };
    await fetch(`${url}/v1/index/jobs/${jobs[0]?.id}`, { method: "DELETE" });
    await expect(building).rejects.toMatchObject({
      code: "server_failed",
      message: expect.stringMatching(/the build there is cancelled/),
    });
  });
});

describe("a rebuild whose events break off", () => {
  const job = { id: "j1", full: false, created_at: "", started_at: "", problem: null };
  const running = { ...job, state: "running", progress: PROGRESS, result: null, finished_at: null };
  const result = {
    ...{ generation: "g2", documents: 1, passages: 9, embedded: 9, added: [], changed: [], deleted: [] },
    ...{ skipped: [], seconds: 1 },
  };

  test.each(["destroy", "end"] as const)("(%s) is followed again, to its end", async (end) => {
    let followed = 0;
    const server = await listening((incoming, response) => {
      if (incoming.method === "POST") return response.writeHead(202, JSON_TYPE).end(JSON.stringify(running));
      followed++;
      // A proxy says so while the server behind it starts again.
      if (followed === 2) return response.writeHead(503, { "retry-after": "1" }).end();
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`event: progress\ndata: ${JSON.stringify(running)}\n\n`);
      if (followed < 4) return setTimeout(() => response[end](), 20);
      const done = { ...running, state: "done", finished_at: "", result };
      return response.end(`event: end\ndata: ${JSON.stringify(done)}\n\n`);
    });
    const seen: unknown[] = [];
    const client = clientOf(server, { retryMs: [10, 10, 10] });
    expect(await client.sync({ onProgress: (progress) => seen.push(progress) })).toEqual(result);
    expect(followed).toBe(4);
    expect(seen[0]).toEqual(PROGRESS);
    expect(seen).toHaveLength(2);
  });

  test("can still be called off while it waits to be followed again", async () => {
    const methods: (string | undefined)[] = [];
    const server = await listening((incoming, response) => {
      methods.push(incoming.method);
      if (incoming.method === "GET") return response.destroy();
      const state = incoming.method === "DELETE" ? "cancelled" : "running";
      return response.writeHead(200, JSON_TYPE).end(JSON.stringify({ ...running, state }));
    });
    const calledOff = new AbortController();
    const building = clientOf(server, { retryMs: [60_000] }).sync({ signal: calledOff.signal });
    await expect.poll(() => methods).toContain("GET");
    calledOff.abort();
    await expect(building).rejects.toMatchObject({ code: "interrupted" });
    expect(methods).toEqual(["POST", "GET", "DELETE"]);
  });
});

describe("what is no answer of a Footnote server is named:", () => {
  test.each([
    ["nothing listening", () => Promise.resolve("http://127.0.0.1:9"), "server_unreachable", /: /],
    ["no such machine", () => Promise.resolve("http://footnote.invalid"), "server_unreachable", /name/],
    ["a page", () => replying(200, HTML, "<h1>Welcome</h1>"), "server_reply_unknown", /text\/html/],
    ["no type at all", () => replying(200, {}, "{}"), "server_reply_unknown", /no type/],
    ["a page that is missing", () => replying(404, HTML, "<h1>No</h1>"), "server_reply_unknown", /HTTP 404 Not Found/],
    ["JSON that breaks off", () => replying(200, JSON_TYPE, '{"schema":1,'), "server_reply_unknown", /not JSON/],
    ["JSON of another kind", () => replying(200, JSON_TYPE, '{"hits":[]}'), "server_reply_unknown", /schema: Invalid/],
    ["another schema", () => replying(200, JSON_TYPE, '{"schema":2}'), "server_reply_unknown", /schema/],
    ["a proxy's failure", () => replying(502, HTML, "<h1>Bad</h1>"), "server_failed", /HTTP 502 Bad Gateway/],
    ["a proxy's refusal", () => replying(403, HTML, "<h1>No</h1>"), "server_refuses", /HTTP 403 Forbidden/],
    ["a proxy's log-in", () => replying(401, HTML, "<h1>Who?</h1>"), "server_token_refused", /without a token/],
    ["a failure inside", () => problem(500, "internal"), "server_failed", /What internal means/],
    ["a server that ends", () => problem(499, "interrupted"), "server_failed", /What interrupted means/],
    ["a code of the future", () => problem(418, "teapot_short"), "server_failed", /What teapot_short means/],
    ["a name of every object", () => problem(418, "toString"), "server_failed", /What toString means/],
    [
      "a problem that is none",
      () => replying(500, { "content-type": "application/problem+json" }, "[]"),
      "server_failed",
      /500/,
    ],
    ["too many", () => problem(429, "slow_down", { "retry-after": "7" }), "server_asks_to_wait", /come back in 7 s/],
    ["too busy", () => replying(503, { ...HTML, "retry-after": "2" }, "<h1>"), "server_asks_to_wait", /in 2 s/],
    [
      "a date to wait for",
      () => problem(503, "busy", { "retry-after": inAMinute() }),
      "server_asks_to_wait",
      /in (59|60) s/,
    ],
    ["too many, without end", () => replying(429, HTML, "<h1>No</h1>"), "server_failed", /HTTP 429/],
  ])("%s", async (_, start, code, message) => {
    const server = await start();
    const asking = clientOf(server).ask(QUESTION);
    await expect(asking).rejects.toMatchObject({ code, exitCode: 2, message: expect.stringMatching(message) });
    await expect(asking).rejects.toMatchObject({ message: expect.stringContaining(server) });
  });

  test("a failure of the catalogue, which keeps its code, its words and its exit code", async () => {
    const server = await problem(503, "index_missing");
    const failure = { code: "index_missing", message: "What index_missing means.", exitCode: 4 };
    const hint = `At ${server}: Build it: footnote index <folder>`;
    await expect(clientOf(server).ask(QUESTION)).rejects.toMatchObject({ ...failure, hint });
  });

  test("a connection that is cut before and within the answer, and within a stream of events", async () => {
    const before = await listening((_, response) => response.destroy());
    await expect(clientOf(before).ask(QUESTION)).rejects.toMatchObject({ code: "server_cut_off" });
    const within = await listening((_, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": "1000" }).write('{"schema":1,');
      setTimeout(() => response.destroy(), 50);
    });
    await expect(clientOf(within).ask(QUESTION)).rejects.toMatchObject({ code: "server_cut_off" });
    const job = { id: "j1", state: "running", progress: PROGRESS, result: null, problem: null };
    const whole = { ...job, full: false, created_at: "", started_at: "", finished_at: null };
    for (const end of ["destroy", "end"] as const) {
      const stream = await listening((incoming, response) => {
        if (incoming.method === "POST") return response.writeHead(202, JSON_TYPE).end(JSON.stringify(whole));
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(`event: progress\ndata: ${JSON.stringify(whole)}\n\nevent: prog`);
        setTimeout(() => response[end](), 50);
      });
      const seen: unknown[] = [];
      const building = clientOf(stream, { retryMs: [10, 10] }).sync({ onProgress: (progress) => seen.push(progress) });
      await expect(building).rejects.toMatchObject({ code: "server_cut_off" });
      expect(seen).toEqual([PROGRESS]);
    }
  });

  test("an answer, a failure or an event that has no end", async () => {
    const endless = async (status: number, headers: Record<string, string>) => {
      const server = await listening((incoming, response) => {
        response.writeHead(status, headers);
        const more = setInterval(() => response.write("x".repeat(10_000)), 1);
        incoming.once("close", () => clearInterval(more));
      });
      return clientOf(server, { maxReplyBytes: 2 ** 20 });
    };
    const tooLong = { code: "server_reply_unknown", message: expect.stringContaining("it is longer than 1 MB") };
    await expect((await endless(200, JSON_TYPE)).ask(QUESTION)).rejects.toMatchObject(tooLong);
    await expect((await endless(500, JSON_TYPE)).status()).rejects.toMatchObject(tooLong);
    const job = { id: "j1", state: "running", progress: null, result: null, problem: null };
    const whole = { ...job, full: false, created_at: "", started_at: null, finished_at: null };
    const stream = await listening((incoming, response) => {
      if (incoming.method === "POST") return response.writeHead(202, JSON_TYPE).end(JSON.stringify(whole));
      response.writeHead(200, { "content-type": "text/event-stream" }).write("event: progress\ndata: ");
      const more = setInterval(() => response.write("x".repeat(10_000)), 1);
      incoming.once("close", () => clearInterval(more));
    });
    await expect(clientOf(stream, { maxReplyBytes: 2 ** 20 }).sync()).rejects.toMatchObject(tooLong);
  });

  test("a server that says nothing, before and within its answer", async () => {
    const mute = await listening(() => {});
    await expect(clientOf(mute, { timeoutMs: 200 }).status()).rejects.toMatchObject({
      code: "server_silent",
      message: `${mute} has not answered for 0.2 seconds.`,
    });
    const stuck = await listening((_, response) => response.writeHead(200, JSON_TYPE).write("{"));
    await expect(clientOf(stuck, { timeoutMs: 200 }).status()).rejects.toMatchObject({ code: "server_silent" });
  });
});

describe("the token", () => {
  test("is sent with every call, and is in no message", async () => {
    const seen: unknown[] = [];
    const server = await listening((incoming, response) => {
      seen.push(incoming.headers.authorization);
      response.writeHead(401, HTML).end();
    });
    const remote = clientOf(server, { token: TOKEN });
    const calls = [() => remote.ask(QUESTION), () => remote.status(), () => remote.sync(), () => remote.documents()];
    for (const call of calls) {
      const failure: Error = await call().then(
        () => expect.unreachable(),
        (error) => error,
      );
      expect(failure).toMatchObject({
        code: "server_token_refused",
        message: expect.stringMatching(/does not accept this token/),
      });
      expect(JSON.stringify([failure.message, failure.stack])).not.toContain(TOKEN);
    }
    expect(seen).toEqual(calls.map(() => `Bearer ${TOKEN}`));
  });

  test("follows no redirection, and neither does the question", async () => {
    let visits = 0;
    const elsewhere = await listening((_, response) => {
      visits++;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await replying(status, { location: `${elsewhere}/v1/query` }, "");
      const asking = clientOf(server, { token: TOKEN }).ask(QUESTION);
      await expect(asking).rejects.toMatchObject({
        code: "server_redirects",
        message: expect.stringContaining(`sends on to ${elsewhere}/v1/query`),
      });
    }
    expect(visits).toBe(0);
  });

  test.each([
    "http://example.org",
    "http://192.168.1.5:3000",
    "http://127.0.0.1.example.org",
    "http://localhost.example.org",
  ])("does not go to %s, which is neither here nor encrypted", (server) => {
    expect(() => clientOf(server, { token: TOKEN })).toThrow(expect.objectContaining({ code: "server_token_exposed" }));
    clientOf(server);
  });

  test.each([
    "https://example.org",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://localhost:3000",
    "http://127.9.9.9",
  ])("may go to %s", (server) => {
    clientOf(server, { token: TOKEN });
  });

  test.each(["a b", "a\r\nx-evil: 1", "schlüssel", "\u0000"])("%j is refused before anything is sent", (token) => {
    const failure = expect.objectContaining({ code: "setting_invalid", message: expect.not.stringContaining(token) });
    expect(() => clientOf("https://example.org", { token })).toThrow(failure);
  });
});

test.each([
  "localhost:3000",
  "ftp://example.org",
  "",
  "//example.org",
  "http://me:secret@example.org",
  "ftp://me:secret@example.org",
  "me:secret@example.org",
  "http://a/?b",
  "http://a/#c",
])("%j is no address of a server", (server) => {
  const failure = expect.objectContaining({
    code: "setting_invalid",
    message: expect.not.stringContaining("secret"),
  });
  expect(() => clientOf(server)).toThrow(failure);
});

function inAMinute(): string {
  return new Date(Date.now() + 60_000).toUTCString();
}
