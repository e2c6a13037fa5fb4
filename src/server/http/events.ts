import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Problem } from "../../contract/problem.js";
import { type ErrorLog, nameAndLog } from "../middleware/problems.js";
import { toProblem } from "./problem.js";

/** An event, or text that is data as it stands. */
export type StreamEvent =
  | { readonly event: string; readonly data: unknown }
  | { readonly event?: undefined; readonly text: string };

export interface StreamOptions {
  /** Told once of every failure that nobody foresaw. */
  readonly log: ErrorLog;
  /** After so long a silence a comment is sent, so that nobody on the way takes the connection for dead [5,000]. */
  readonly heartbeatMs?: number | undefined;
  /** What is sent where something went wrong after the stream had begun [an event `error` with the problem]. */
  readonly failed?: ((problem: Problem) => StreamEvent) | undefined;
  /** A client that takes nothing for so long is cut off; more than `heartbeatMs` [30,000]. */
  readonly stallMs?: number | undefined;
}

const HEARTBEAT_MS = 5_000;
export const STALL_MS = 30_000;

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
  { log, heartbeatMs = HEARTBEAT_MS, stallMs = STALL_MS, failed = asError }: StreamOptions,
): Response {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  // Counts from the last byte that went out; the next request of the connection has the server's own again.
  outgoing?.socket?.setTimeout(stallMs);
  const response = streamSSE(c, async (stream) => {
    // Hono would send the message of whatever is thrown here.
    try {
      await send(stream, events, heartbeatMs);
    } catch (thrown) {
      if (left.aborted) return;
      const problem = toProblem(nameAndLog(thrown, c, log));
      await write(stream, failed(problem));
    }
  });
  // Hono's own value lets caches keep the answer as long as they ask again.
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-accel-buffering", "no");
  // Node's own value, which closes the connection when the server is closing.
  response.headers.delete("connection");
  return response;
}

async function send(stream: SSEStreamingApi, events: AsyncIterable<StreamEvent>, heartbeatMs: number): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const next = iterator.next();
    while (await isSilent(next, heartbeatMs)) await stream.write(": still at work\n\n");
    const { done, value } = await next;
    if (done) return;
    await write(stream, value);
  }
}

function write(stream: SSEStreamingApi, event: StreamEvent): Promise<void> {
  return stream.writeSSE(
    event.event === undefined ? { data: event.text } : { event: event.event, data: JSON.stringify(event.data) },
  );
}

function asError(data: Problem): StreamEvent {
  return { event: "error", data };
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

const EVENTS = "text/event-stream";
const JSON_TYPE = "application/json";
const WILDCARDS = ["*/*", "application/*"];

/** Whether a client would rather have events than JSON: it has to name them, and to like nothing better. */
export function prefersEvents(c: Context): boolean {
  const type = accepts(c, {
    header: "Accept",
    supports: [JSON_TYPE, EVENTS],
    default: JSON_TYPE,
    // Hono's own passes over "*/*", and takes "text/*" for a wish to have events.
    match: (types) => {
      const wishes = types.map(({ type, q }) => ({ type: type.toLowerCase(), q }));
      const at = wishes.findIndex(({ type, q }) => type === EVENTS && q > 0);
      // Sorted by q; of equals, the first one named.
      const better = wishes.slice(0, Math.max(at, 0)).some(({ type, q }) => {
        return type === JSON_TYPE || (WILDCARDS.includes(type) && q > wishes[at]!.q);
      });
      return at >= 0 && !better ? EVENTS : JSON_TYPE;
    },
  });
  return type === EVENTS;
}
