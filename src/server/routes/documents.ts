import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { DocumentsQuerySchema } from "../request-schemas.js";
import { DocumentPageSchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/v1/documents",
  summary: "List the documents",
  description: "Sorted by path.",
  request: { query: DocumentsQuerySchema },
  responses: {
    200: { description: "One page", content: { "application/json": { schema: DocumentPageSchema } } },
    ...problemResponses("request_invalid", ...INDEX_CODES),
  },
});

export function addDocumentsRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(await assistant.documents({ limit, ...(cursor !== undefined && { cursor }) }), 200);
  });
}
