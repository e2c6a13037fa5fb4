import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { FootnoteError } from "../../core/errors/errors.js";

/**
 * Aborts when the client hangs up. The adapter's own signal hears nothing of a request that waits behind another one's
 * reply (pipelining) when its connection closes.
 */
export function disconnection(c: Context): AbortSignal {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  const gone = new AbortController();
  if (outgoing) {
    void replyOver(c).then(() => {
      if (!outgoing.writableFinished) gone.abort();
    });
  }
  return asInterruption(c.req.raw.signal, gone.signal);
}

/** Aborts with the first of the signals, with a failure of ours as its reason: the adapters' reasons are no errors to throw. */
export function asInterruption(...signals: readonly AbortSignal[]): AbortSignal {
  const calledOff = new AbortController();
  for (const signal of signals) {
    const callOff = () => calledOff.abort(new FootnoteError("interrupted", {}, { cause: signal.reason }));
    if (signal.aborted) callOff();
    else signal.addEventListener("abort", callOff, { once: true });
  }
  return calledOff.signal;
}

/** Resolves when the reply is out, or its client gone; at once where there is no connection. */
export function replyOver(c: Context): Promise<void> {
  const { incoming, outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!incoming || !outgoing || outgoing.closed) return Promise.resolve();
  const connection = closed(incoming.socket);
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      resolve();
    };
    outgoing.once("close", end);
    if (connection.aborted) end();
    else connection.addEventListener("abort", end, { once: true, signal: over.signal });
  });
}

const connections = new WeakMap<Socket, AbortSignal>();

/** Aborts when a connection is closed: one listener for all requests that come by it. */
function closed(socket: Socket): AbortSignal {
  let signal = connections.get(socket);
  if (!signal) {
    const controller = new AbortController();
    signal = controller.signal;
    // One for each request whose reply waits behind another one's, which is no leak however many these are.
    setMaxListeners(0, signal);
    connections.set(socket, signal);
    if (socket.destroyed) controller.abort();
    else socket.once("close", () => controller.abort());
  }
  return signal;
}
