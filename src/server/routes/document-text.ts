import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { accepts } from "hono/accepts";
import type { Assistant } from "../../assistant/assistant.js";
import { asDocumentId } from "../../core/spans.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { IdParameterSchema, NoQuerySchema } from "../request-schemas.js";
import { DocumentTextSchema } from "../schemas.js";

const route = createRoute({
  method: "get",
  path: "/v1/documents/{id}/text",
  summary: "The text of a document",
  description: "The decoded text in which every offset counts. As JSON where `Accept` asks for `application/json`.",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: {
      description: "The text",
      content: { "text/plain": { schema: z.string() }, "application/json": { schema: DocumentTextSchema } },
    },
    ...problemResponses("request_invalid", "document_unknown", ...INDEX_CODES),
  },
});

export function addDocumentTextRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const document = await assistant.text(asDocumentId(c.req.valid("param").id));
    c.header("vary", "Accept");
    const type = accepts(c, {
      header: "Accept",
      supports: ["text/plain", "application/json"],
      default: "text/plain",
    });
    return type === "application/json" ? c.json(document, 200) : c.text(document.text, 200);
  });
}
