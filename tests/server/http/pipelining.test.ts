import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import type { Answer } from "../../../src/contract/answer.js";
import { DEFAULT_LIMITS } from "../../../src/server/limits/work-queue.js";
import type { LoggedRequest } from "../../../src/server/observe/request-log.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { call, start } from "../harness.js";

/** Answers when it is told to stop, and counts. */
class SlowAssistant extends MemoryAssistant {
  asked = 0;
  stopped = 0;
  hear!: () => void;
  readonly heard = new Promise<void>((resolve) => {
    this.hear = resolve;
  });

  override async ask(_: AskRequest, signal?: AbortSignal): Promise<Answer> {
    this.asked++;
    this.hear();
    await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    this.stopped++;
    throw signal?.reason;
  }
}

/** Sends requests down one connection without waiting for replies, and hangs up. */
async function sendAndHangUp(url: string, requests: readonly string[], { heard }: SlowAssistant): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(requests.join(""));
  await heard;
  await delay(150);
  socket.destroy();
}

const queryTo = (url: string) => {
  const body = JSON.stringify({ question: "Why?" });
  const head = `POST /v1/query HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\n`;
  return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
};

test("hanging up ends the work of every request of the connection, also of those that waited behind another", async () => {
  const assistant = new SlowAssistant();
  const logged: LoggedRequest[] = [];
  const server = await start(assistant, { requestLog: (request) => logged.push(request) });
  await sendAndHangUp(server.url, [queryTo(server.url), queryTo(server.url), queryTo(server.url)], assistant);
  await expect.poll(() => [assistant.asked, assistant.stopped]).toEqual([3, 3]);
  await expect.poll(() => logged.map(({ route }) => route)).toEqual(Array(3).fill("/v1/query"));
});

test("streams that nobody waits for any more make room for others", async () => {
  const limits = { ...DEFAULT_LIMITS, streams: 2 };
  const assistant = new SlowAssistant();
  const server = await start(assistant, { limits });
  const events = `GET /v1/index/jobs/x/events HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\n\r\n`;
  await sendAndHangUp(server.url, [queryTo(server.url), ...Array<string>(10).fill(events)], assistant);
  await expect.poll(async () => (await call(server, "/v1/index/jobs/x/events")).status).toBe(404);
});
