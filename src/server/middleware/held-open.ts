import type { MiddlewareHandler } from "hono";
import { replyOver } from "../disconnection.js";
import { TryLater } from "../limits/try-later.js";

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
