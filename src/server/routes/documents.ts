import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { accepts } from "hono/accepts";
import type { Assistant } from "../../assistant/assistant.js";
import { DocumentDetailsSchema, DocumentPageSchema, DocumentTextSchema } from "../../contract/documents.js";
import { asDocumentId } from "../../contract/ids.js";
import { DocumentsQuerySchema, IdParameterSchema, NoQuerySchema } from "../../contract/parameters.js";
import { INDEX_CODES, problemResponses } from "../http/problem.js";

const listRoute = createRoute({
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
  app.openapi(listRoute, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(await assistant.documents({ limit, ...(cursor !== undefined && { cursor }) }), 200);
  });
}

const documentRoute = createRoute({
  method: "get",
  path: "/v1/documents/{id}",
  summary: "One document",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The document", content: { "application/json": { schema: DocumentDetailsSchema } } },
    ...problemResponses("request_invalid", "document_unknown", ...INDEX_CODES),
  },
});

export function addDocumentRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(documentRoute, async (c) => {
    return c.json(await assistant.document(asDocumentId(c.req.valid("param").id)), 200);
  });
}

const textRoute = createRoute({
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
  app.openapi(textRoute, async (c) => {
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
