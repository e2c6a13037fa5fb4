import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { TryLater } from "../limits/try-later.js";
import { INDEX_CODES, MODEL_CODES, openProblemResponses } from "../problem.js";
import type { Readiness } from "../readiness.js";
import { ReadySchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/readyz",
  summary: "Whether questions can be answered",
  description:
    "The index can be opened, and its model is loaded. Else a problem says why. The first call loads the model.",
  security: [],
  responses: {
    200: { description: "They can", content: { "application/json": { schema: ReadySchema } } },
    ...openProblemResponses("server_closing", ...INDEX_CODES, ...MODEL_CODES),
  },
});

export function addReadyRoute(app: OpenAPIHono, readiness: Readiness, closing: AbortSignal): void {
  app.openapi(route, async (c) => {
    if (closing.aborted) throw new TryLater("server_closing");
    await readiness.check();
    return c.json({ status: "ready" as const }, 200);
  });
}
