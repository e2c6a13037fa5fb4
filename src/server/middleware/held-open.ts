import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { TryLater } from "../limits/try-later.js";

/**
 * For routes whose replies stay open: no more than `max` at once, and all of them end when the server closes, which
 * would wait for them otherwise. @throws server_busy, server_closing
 */
export function heldOpen(max: number, closing: AbortSignal): MiddlewareHandler {
  const open = new Set<HttpBindings["outgoing"]>();
  closing.addEventListener("abort", () => {
    for (const reply of open) reply.destroy();
  });
  return async (c: Context<{ Bindings: Partial<HttpBindings> }>, next) => {
    if (closing.aborted) throw new TryLater("server_closing");
    if (open.size >= max) throw new TryLater("server_busy");
    const reply = c.env.outgoing;
    if (reply) {
      open.add(reply);
      reply.once("close", () => open.delete(reply));
    }
    await next();
  };
}
