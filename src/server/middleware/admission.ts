import type { MiddlewareHandler } from "hono";
import { TryLater } from "../limits/try-later.js";
import type { WorkQueue } from "../limits/work-queue.js";

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
