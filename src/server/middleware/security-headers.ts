import type { MiddlewareHandler } from "hono";

/** What every reply bears, unless its route says otherwise. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  // Answers quote private documents, so nothing on the way may keep them.
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

/** Sets the headers that keep answers out of caches and other sites' pages; a route's own value stays. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};
