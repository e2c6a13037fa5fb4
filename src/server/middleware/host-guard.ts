import type { MiddlewareHandler } from "hono";
import { FootnoteError } from "../../core/errors/errors.js";

const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** Names by which a server on this machine may be called, as a Host header has them. */
export function loopbackHosts(port: number): string[] {
  const hosts = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  return port === 80 ? [...hosts, ...LOOPBACK_NAMES] : hosts;
}

/**
 * Refuses requests for another host or from a page of another origin. A page anywhere on the web can point its own name
 * at 127.0.0.1 (DNS rebinding) and then read answers as its own; the Host header tells it apart.
 * @throws request_forbidden
 */
export function hostGuard(allowedHosts: readonly string[]): MiddlewareHandler {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    // A request line may hold a whole address, which then counts before the Host header.
    const target = new URL(c.req.url).host;
    for (const value of [host, target]) {
      if (!allowed.has(value.toLowerCase())) {
        throw new FootnoteError("request_forbidden", { field: "Host", value });
      }
    }
    const origin = c.req.header("origin");
    if (origin !== undefined && !isAllowedOrigin(origin, allowed)) {
      throw new FootnoteError("request_forbidden", { field: "Origin", value: origin });
    }
    await next();
  };
}

function isAllowedOrigin(origin: string, allowed: ReadonlySet<string>): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === origin && /^https?:$/.test(url.protocol) && allowed.has(url.host);
}
