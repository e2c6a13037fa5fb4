import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { NoQuerySchema } from "../request-schemas.js";
import { IndexStatusSchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/v1/index",
  summary: "The state of the index",
  request: { query: NoQuerySchema },
  responses: {
    200: { description: "The state", content: { "application/json": { schema: IndexStatusSchema } } },
    ...problemResponses("request_invalid", ...INDEX_CODES),
  },
});

export function addIndexStatusRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => c.json(await assistant.status(), 200));
}
