import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { serveStdio } from "../../../src/server/mcp/serve-stdio.js";
import { WaitingAssistant } from "../../helpers/waiting-assistant.js";

const ASK = {
  jsonrpc: "2.0",
  id: 7,
  method: "tools/call",
  params: { name: "ask", arguments: { question: "How long?" } },
};

/** A server that waits for its assistant, which waits to be called off. */
async function asking() {
  const assistant = new WaitingAssistant();
  const stdin = new PassThrough();
  const stdout = new PassThrough({ encoding: "utf8" });
  const interruption = new AbortController();
  const served = serveStdio({ assistant, stdin, stdout, signal: interruption.signal, log: () => {} });
  const send = (message: object) => stdin.write(`${JSON.stringify(message)}\n`);
  send(ASK);
  await assistant.asked.promise;
  return { assistant, stdin, stdout, interruption, served, send };
}

test("a call that the client cancels is called off and not answered; the next one is", async () => {
  const { assistant, stdin, stdout, served, send } = await asking();
  send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: ASK.id, reason: "enough" } });
  await assistant.calledOff.promise;
  send({ jsonrpc: "2.0", id: 8, method: "ping" });
  await expect.poll(() => stdout.readableLength).toBeGreaterThan(0);
  expect(stdout.read()).toBe('{"result":{},"jsonrpc":"2.0","id":8}\n');
  stdin.end();
  await served;
});

test("what still runs is called off when the client closes its end", async () => {
  const { assistant, stdin, stdout, served } = await asking();
  stdin.end();
  await assistant.calledOff.promise;
  await served;
  expect(stdout.read()).toBeNull();
});

test("what still runs is called off on an interruption", async () => {
  const { assistant, interruption, served } = await asking();
  interruption.abort();
  await assistant.calledOff.promise;
  await served;
});
