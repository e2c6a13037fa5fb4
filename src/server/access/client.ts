import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Who sent a request. */
export interface Client {
  /** IP address: of the connection, or as the proxy in front says it; `""` where there is no connection. */
  readonly address: string;
  /** Name of its token; `null` where it showed none that is known. */
  readonly token: string | null;
}

/**
 * The address that a request comes from. `X-Forwarded-For` can be written by anyone, so it counts only where
 * `trustProxy` says that a proxy is in front: then its last entry, which is the one that this proxy wrote itself.
 */
export function addressOf(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? "") : "";
}
