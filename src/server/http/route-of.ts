import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/** The route that answers a request, as it was added: `/v1/documents/:id`. `null` where there is none. */
export function routeOf(c: Context): string | null {
  return matchedRoutes(c).findLast(({ path }) => path !== "/*" && path !== "*")?.path ?? null;
}
