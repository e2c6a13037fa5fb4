import type { MiddlewareHandler } from "hono";
import { replyOver } from "../http/disconnection.js";
import { TryLater, type WorkQueue } from "../limits/work-queue.js";

/**
 * Refuses a request when there is no room for its work, before its body is read: a stream that has begun could no
 * longer say 503. @throws server_busy
 */
export function admission(work: WorkQueue): MiddlewareHandler {
  return async (_, next) => {
    if (work.isFull) throw new TryLater("server_busy");
    await next();
  };
}

/** For routes whose replies stay open: no more than `max` at once, and none when the server is closing. @throws server_busy, server_closing */
export function heldOpen(max: number, closing: AbortSignal): MiddlewareHandler {
  let open = 0;
  return async (c, next) => {
    if (closing.aborted) throw new TryLater("server_closing");
    if (open >= max) throw new TryLater("server_busy");
    open++;
    void replyOver(c).then(() => {
      open--;
    });
    await next();
  };
}
