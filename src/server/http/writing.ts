/** Answers that a model writes, as routes give them. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { StreamOptions } from "./events.js";

export interface WritingStreamOptions extends StreamOptions {
  /** How long a connection may be silent while a model writes. */
  readonly writeMs: number;
}

/** Nothing moves on the connection while the model writes: it has to wait as long as that may take. */
export function waitForWriting(c: Context, ms: number): void {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  outgoing?.socket?.setTimeout(ms);
}
