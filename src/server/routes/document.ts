import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { asDocumentId } from "../../core/spans.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { IdParameterSchema, NoQuerySchema } from "../request-schemas.js";
import { DocumentSummarySchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/v1/documents/{id}",
  summary: "One document",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The document", content: { "application/json": { schema: DocumentSummarySchema } } },
    ...problemResponses("request_invalid", "document_unknown", ...INDEX_CODES),
  },
});

export function addDocumentRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const { document } = await assistant.text(asDocumentId(c.req.valid("param").id));
    return c.json(document, 200);
  });
}
