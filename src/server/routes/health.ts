import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { openProblemResponses } from "../problem.js";
import { HealthSchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the server runs",
  description: "Says nothing of the index: see `GET /readyz`.",
  security: [],
  responses: {
    200: { description: "It runs", content: { "application/json": { schema: HealthSchema } } },
    ...openProblemResponses(),
  },
});

export function addHealthRoute(app: OpenAPIHono): void {
  app.openapi(route, (c) => c.json({ status: "ok" as const }, 200));
}
