import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import type { Answer } from "../../../src/contract/answer.js";
import { HealthSchema } from "../../../src/contract/probes.js";
import { DEFAULT_LIMITS } from "../../../src/server/limits/work-queue.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { call, expectObject, start } from "../harness.js";

const FAST = { headersMs: 300, requestMs: 600, checkMs: 50, silenceMs: 300 };
/** Far more than the sockets on both sides hold. */
const MUCH = 40_000_000;

/** Its answers are long. */
class VerboseAssistant extends MemoryAssistant {
  override async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    return { ...(await super.ask(request, signal)), question: "x".repeat(MUCH) };
  }
}

const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function connected(server: RunningServer): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

function question(server: RunningServer, accept: string, length?: number): string {
  const body = '{"question":"How long is the notice period?"}';
  return [
    "POST /v1/query HTTP/1.1",
    `host: ${new URL(server.url).host}`,
    "content-type: application/json",
    `accept: ${accept}`,
    `content-length: ${length ?? body.length}`,
    "",
    body,
  ].join("\r\n");
}

async function replyTo(socket: Socket): Promise<string> {
  let reply = "";
  socket.on("data", (piece) => {
    reply += piece;
  });
  await once(socket, "close");
  return reply;
}

describe("a client that takes its time is cut off:", () => {
  test("with its headers", async () => {
    const server = await start(undefined, { timeouts: { ...FAST, requestMs: 60_000 } });
    const socket = await connected(server);
    const drip = setInterval(() => socket.write("x-more: 1\r\n"), 100);
    socket.write("GET /healthz HTTP/1.1\r\n");
    expect(await replyTo(socket)).toMatch(/^HTTP\/1.1 408 /);
    clearInterval(drip);
    expectObject(await call(server, "/healthz"), HealthSchema);
  }, 10_000);

  test("with its body", async () => {
    const server = await start(undefined, { timeouts: { ...FAST, headersMs: 500 } });
    const socket = await connected(server);
    socket.write(question(server, "application/json", 1_000));
    const drip = setInterval(() => socket.write(" "), 100);
    await replyTo(socket);
    clearInterval(drip);
    expectObject(await call(server, "/healthz"), HealthSchema);
  }, 10_000);

  test("with reading its answer", async () => {
    const limits = { ...DEFAULT_LIMITS, seconds: 1 };
    const over: unknown[] = [];
    const requestLog = () => over.push("a request");
    const server = await start(new VerboseAssistant(), { limits, timeouts: FAST, requestLog });
    const socket = await connected(server);
    const received = replyTo(socket);
    socket.pause();
    socket.write(question(server, "application/json"));
    await expect.poll(() => over).toHaveLength(1);
    socket.resume();
    expect((await received).length).toBeLessThan(MUCH);
  });

  test("with reading its events, though the connection is allowed to be silent for long", async () => {
    const over: unknown[] = [];
    const server = await start(new VerboseAssistant(), { stallMs: 1_500, requestLog: () => over.push("a request") });
    const socket = await connected(server);
    const received = replyTo(socket);
    socket.pause();
    socket.write(question(server, "text/event-stream"));
    await expect.poll(() => over).toHaveLength(1);
    socket.resume();
    const reply = await received;
    expect(reply).toContain("event: passage");
    expect(reply.length).toBeLessThan(MUCH);
  });
});

test("a client that reads slowly gets all of its events", async () => {
  const server = await start(new VerboseAssistant(), { stallMs: 3_000 });
  const socket = await connected(server);
  let received = 0;
  let end = "";
  socket.on("data", (piece) => {
    received += piece.length;
    end = (end + piece.toString("latin1")).slice(-20);
    socket.pause();
    setTimeout(() => socket.resume(), 1);
  });
  socket.write(question(server, "text/event-stream"));
  await expect.poll(() => end).toContain("0\r\n\r\n");
  expect(received).toBeGreaterThan(MUCH);
});
