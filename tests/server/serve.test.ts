import { once } from "node:events";
import { connect, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import type { AskRequest } from "../../src/assistant/assistant.js";
import { AnswerSchema } from "../../src/contract/answer.js";
import { HealthSchema } from "../../src/contract/probes.js";
import { serve } from "../../src/server/serve.js";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { call, expectObject, query, start } from "./harness.js";

/** A server that closes ends what is still open after ten seconds. */
const BELOW_GRACE_MS = 9_000;

/** Answers when it is let go. */
class SlowAssistant extends MemoryAssistant {
  asked!: () => void;
  letGo!: () => void;
  readonly running = new Promise<void>((resolve) => {
    this.asked = resolve;
  });
  readonly #gate = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  override async ask(request: AskRequest, signal?: AbortSignal) {
    this.asked();
    await this.#gate;
    return super.ask(request, signal);
  }
}

describe("listening", () => {
  test.each(["0.0.0.0", "::", "192.168.0.1", "example.com", ""])(
    "on '%s' is refused: it needs a token",
    async (host) => {
      const failure = serve({ assistant: new MemoryAssistant(), host });
      await expect(failure).rejects.toMatchObject({ code: "host_not_loopback", exitCode: 2 });
      await expect(failure).rejects.toThrow(/token/);
    },
  );

  test.each(["127.0.0.1", "localhost"])("on %s gives an address that works", async (host) => {
    const server = await start(undefined, { host });
    expect(server.url).toMatch(new RegExp(`^http://${host}:\\d+$`));
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok" });
  });

  test("on a port that is taken says so", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    await expect(serve({ assistant: new MemoryAssistant(), port })).rejects.toMatchObject({
      code: "port_taken",
      message: `Port ${port} of 127.0.0.1 is taken.`,
    });
    other.close();
  });

  test("on a port that can't be says so", async () => {
    const failure = serve({ assistant: new MemoryAssistant(), port: 70_000 });
    await expect(failure).rejects.toMatchObject({ code: "port_unavailable" });
  });
});

describe("closing", () => {
  test("finishes the running requests, takes no new ones and is quick then", async () => {
    const assistant = new SlowAssistant();
    const server = await start(assistant);
    const reply = query(server, { question: "How long is the notice period?" });
    await assistant.running;
    const closed = server.close();
    await expect(call(server, "/healthz")).rejects.toThrow(/ECONNREFUSED/);
    assistant.letGo();
    expectObject(await reply, AnswerSchema);
    await closed;
  });

  test("does not wait for connections that are kept alive, and may be asked for twice", async () => {
    const server = await start();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });

  test(
    "does not wait for a connection that never asked anything",
    async () => {
      const server = await start();
      const { hostname, port } = new URL(server.url);
      const silent = connect(Number(port), hostname);
      await once(silent, "connect");
      await call(server, "/healthz");
      await Promise.all([server.close(), once(silent, "close")]);
    },
    BELOW_GRACE_MS,
  );

  test("answers the request of a connection that was there before and asks only now", async () => {
    const server = await start();
    const { host, hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    await call(server, "/healthz");
    const closed = server.close();
    socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    const [reply] = await once(socket, "data");
    expect(String(reply)).toMatch(/^HTTP\/1.1 200 /);
    await Promise.all([closed, once(socket, "close")]);
  });

  test("leaves the assistant open", async () => {
    const assistant = new MemoryAssistant();
    await (await start(assistant)).close();
    const server = await start(assistant);
    expectObject(await call(server, "/healthz"), HealthSchema);
  });
});
