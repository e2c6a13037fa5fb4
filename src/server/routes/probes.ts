import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { HealthSchema, ReadySchema } from "../../contract/probes.js";
import { INDEX_CODES, MODEL_CODES, openProblemResponses, problemResponses } from "../http/problem.js";
import { TryLater } from "../limits/work-queue.js";
import type { Metrics } from "../observe/metrics.js";
import type { Readiness } from "../readiness.js";

const healthRoute = createRoute({
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
  app.openapi(healthRoute, (c) => c.json({ status: "ok" as const }, 200));
}

const readyRoute = createRoute({
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
  app.openapi(readyRoute, async (c) => {
    if (closing.aborted) throw new TryLater("server_closing");
    await readiness.check();
    return c.json({ status: "ready" as const }, 200);
  });
}

const metricsRoute = createRoute({
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
  app.openapi(metricsRoute, async (c) => c.text(await metrics.text(), 200, { "content-type": metrics.contentType }));
}
