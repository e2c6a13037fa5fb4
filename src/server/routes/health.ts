import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { problemResponses } from "../problem.js";
import { HealthSchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the server runs",
  description: "Says nothing of the index: see `GET /v1/index`.",
  responses: {
    200: { description: "It runs", content: { "application/json": { schema: HealthSchema } } },
    ...problemResponses(),
  },
});

export function addHealthRoute(app: OpenAPIHono): void {
  app.openapi(route, (c) => c.json({ status: "ok" as const }, 200));
}
