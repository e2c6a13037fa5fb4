import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Metrics } from "../metrics/metrics.js";
import { problemResponses } from "../problem.js";

const route = createRoute({
  method: "get",
  path: "/metrics",
  summary: "Figures for Prometheus",
  description: "Requests by route, stages of answers, work that runs and waits, refusals, the index, the process.",
  responses: {
    200: { description: "The figures", content: { "text/plain": { schema: z.string() } } },
    ...problemResponses(),
  },
});

export function addMetricsRoute(app: OpenAPIHono, metrics: Metrics): void {
  app.openapi(route, async (c) => c.text(await metrics.text(), 200, { "content-type": metrics.contentType }));
}
