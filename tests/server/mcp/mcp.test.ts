import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import type { RequestContext } from "../../../src/server/middleware/problems.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { mcpToolsSuite } from "../../contracts/mcp-tools.case.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { type IndexedFolder, shippedAssistant } from "../../helpers/shipped-assistant.js";
import { WaitingAssistant } from "../../helpers/waiting-assistant.js";
import { call, expectProblem, start } from "../harness.js";

const clients: Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

async function connect(server: RunningServer): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  return client;
}

describe("MCP over HTTP, with the shipped model", () => {
  let folder: IndexedFolder;
  let server: RunningServer;
  let client: Client;

  beforeAll(async () => {
    folder = await shippedAssistant();
    server = await serve({ assistant: folder.assistant });
    client = await connect(server);
  });

  afterAll(async () => {
    await client?.close();
    await server?.close();
    await folder?.assistant.close();
  });

  mcpToolsSuite(() => ({ client, corpus: folder.corpus }));

  test("many clients at once get their own answers, though their requests bear the same ids", async () => {
    const questions = ["Who met with the North Koreans for seven hours in Beijing?", "Who painted Guernica?"];
    const connected = await Promise.all(Array.from({ length: 6 }, () => connect(server)));
    clients.push(...connected);
    const results = await Promise.all(
      connected.map((each, i) => each.callTool({ name: "ask", arguments: { question: questions[i % 2] } })),
    );
    const asked = results.map(({ structuredContent }) => (structuredContent as { question: string }).question);
    expect(asked).toEqual(connected.map((_, i) => questions[i % 2]));
  });
});

describe("POST /mcp", () => {
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const send = (server: RunningServer, body: string, more: Record<string, string> = {}) =>
    call(server, "/mcp", { method: "POST", headers: { ...headers, ...more }, body });
  const ask = (id: number) =>
    JSON.stringify({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name: "ask", arguments: { question: "private words" } },
    });

  test("keeps no session: GET and DELETE are not offered, and a notification is taken", async () => {
    const server = await start();
    for (const method of ["GET", "DELETE"]) {
      const reply = await call(server, "/mcp", { method, headers });
      expectProblem(reply, 405, "method_not_allowed");
      expect(reply.headers.allow).toBe("POST");
    }
    const taken = await send(server, '{"jsonrpc":"2.0","method":"notifications/initialized"}');
    expect([taken.status, taken.body.toString()]).toEqual([202, ""]);
  });

  test("answers without a handshake, and bears the headers of every reply", async () => {
    const ping = '{"jsonrpc":"2.0","id":"a","method":"ping"}';
    const reply = await send(await start(), ping, { accept: "application/json" });
    expect(JSON.parse(reply.body.toString())).toEqual({ jsonrpc: "2.0", id: "a", result: {} });
    expect(reply.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": expect.any(String),
    });
  });

  test("refuses what is no single message, is too large, is of another type or comes from another origin", async () => {
    const server = await start();
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    expectProblem(await send(server, `[${ping},${ping}]`), 422, "request_invalid");
    expectProblem(await send(server, '{"id":1}'), 422, "request_invalid");
    expectProblem(await send(server, "{"), 400, "request_not_json");
    expectProblem(await send(server, ping.padEnd(256 * 1024 + 1)), 413, "request_too_large");
    expectProblem(await send(server, ping, { "content-type": "text/plain" }), 415, "request_media_type");
    expectProblem(await send(server, ping, { origin: "http://evil.example" }), 403, "request_forbidden");
    expect((await send(server, ping, { "mcp-protocol-version": "1999-01-01" })).status).toBe(400);
    const unknown = await send(server, '{"jsonrpc":"2.0","id":1,"method":"nonsense"}');
    expect(JSON.parse(unknown.body.toString())).toMatchObject({ error: { code: -32601 } });
  });

  test("says in few words that an argument is not known, however many or long they are", async () => {
    const server = await start();
    const called = async (given: Record<string, unknown>) => {
      const params = { name: "ask", arguments: { question: "How long?", ...given } };
      return (await send(server, JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }))).body;
    };
    expect(String(await called({ wrong: 1 }))).toContain('\\"wrong\\" is not known here');
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`name-${i}`, i]));
    expect(String(await called(many))).toContain("300 are not known here");
    for (const given of [many, { ["x".repeat(100_000)]: 1 }, { paths: Array.from({ length: 5_000 }, () => 1) }]) {
      const reply = await called(given);
      expect(String(reply)).toContain('"isError":true');
      expect(reply.length).toBeLessThan(500);
    }
  });

  test.each([
    [{ name: 5 }, "params.name: "],
    [{}, "params.name: "],
    [{ name: "ask", arguments: ["How long?"] }, "params.arguments: "],
    [{ name: "ask", arguments: "How long?" }, "params.arguments: "],
    [undefined, "params: "],
  ])("says in words what is wrong with the parameters %j of a call", async (params, where) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
    const { error } = JSON.parse((await send(await start(), body)).body.toString()) as {
      error: { code: number; message: string };
    };
    expect(error.code).toBe(-32602);
    expect(error.message).toMatch(/^[\w.]+: [^{}[\]"]+$/);
    expect(error.message.startsWith(where), error.message).toBe(true);
  });

  test("a failure that nobody foresaw leaks nothing and is logged once", async () => {
    const failure = new Error("secret of /home/ada");
    class FailingAssistant extends MemoryAssistant {
      override async ask(): Promise<never> {
        throw failure;
      }
    }
    const logged: [FootnoteError, RequestContext][] = [];
    const server = await start(new FailingAssistant(), { log: (...entry) => logged.push(entry) });
    const reply = await send(server, ask(1));
    expect(JSON.parse(reply.body.toString())).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringContaining("Something went wrong inside Footnote.") }] },
    });
    expect(reply.body.toString()).not.toContain("secret");
    expect(logged).toHaveLength(1);
    expect(logged[0]![0].cause).toBe(failure);
    expect(JSON.stringify(logged[0]![1])).not.toContain("private");
    expect(logged[0]![1]).toEqual({ method: "POST", path: "/mcp ask", requestId: reply.headers["x-request-id"] });
  });

  test("a client that hangs up calls off what it asked, and the server serves on", async () => {
    const assistant = new WaitingAssistant();
    const logged: unknown[] = [];
    const server = await start(assistant, { log: (error) => logged.push(error) });
    const hangUp = new AbortController();
    const reply = fetch(`${server.url}/mcp`, { method: "POST", headers, body: ask(1), signal: hangUp.signal });
    await assistant.asked.promise;
    hangUp.abort();
    await expect(reply).rejects.toThrow();
    expect(await assistant.calledOff.promise).toBeInstanceOf(FootnoteError);
    expect((await send(server, '{"jsonrpc":"2.0","id":1,"method":"ping"}')).status).toBe(200);
    expect(logged).toEqual([]);
  });
});
