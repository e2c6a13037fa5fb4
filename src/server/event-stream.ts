import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { type ErrorLog, nameAndLog } from "./middleware/problems.js";
import { toProblem } from "./problem.js";

export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

export interface StreamOptions {
  /** Told once of every failure that nobody foresaw. */
  readonly log: ErrorLog;
  /** After so long a silence a comment is sent, so that nobody on the way takes the connection for dead [5,000]. */
  readonly heartbeatMs?: number | undefined;
  /** A client that has taken nothing for so long, while there is something to send, is cut off [30,000]. */
  readonly stallMs?: number | undefined;
}

const HEARTBEAT_MS = 5_000;
const STALL_MS = 30_000;

/**
 * Sends events as they come, at the client's pace; one that no longer reads is cut off. A failure becomes an event
 * `error` with the problem object.
 * @param events to end when `left` is aborted
 * @param left aborts when the client has gone
 */
export function eventStream(
  c: Context,
  events: AsyncIterable<StreamEvent>,
  left: AbortSignal,
  { log, heartbeatMs = HEARTBEAT_MS, stallMs = STALL_MS }: StreamOptions,
): Response {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  const response = streamSSE(c, async (stream) => {
    const write = async (text: string) => {
      if (await isSilent(stream.write(text), stallMs)) outgoing?.destroy();
    };
    // Hono would send the message of whatever is thrown here.
    try {
      await send(write, events, left, heartbeatMs);
    } catch (thrown) {
      if (left.aborted) return;
      await write(eventText({ event: "error", data: toProblem(nameAndLog(thrown, c, log)) }));
    }
  });
  // Hono's own value lets caches keep the answer as long as they ask again.
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-accel-buffering", "no");
  // Node's own value, which closes the connection when the server is closing.
  response.headers.delete("connection");
  return response;
}

async function send(
  write: (text: string) => Promise<void>,
  events: AsyncIterable<StreamEvent>,
  left: AbortSignal,
  heartbeatMs: number,
): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  while (!left.aborted) {
    const next = iterator.next();
    while (await isSilent(next, heartbeatMs)) await write(": still at work\n\n");
    const { done, value } = await next;
    if (done) return;
    await write(eventText(value));
  }
}

/** The data is on one line: JSON escapes line breaks. */
function eventText({ event, data }: StreamEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Whether nothing comes for that long. */
async function isSilent(next: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = next.then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([settled, delay(milliseconds, true, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
