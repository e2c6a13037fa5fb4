import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { PassageInContextSchema } from "../../contract/documents.js";
import { asPassageId } from "../../contract/ids.js";
import { IdParameterSchema, PassageAtQuerySchema, PassageQuerySchema } from "../../contract/parameters.js";
import { INDEX_CODES, problemResponses } from "../http/problem.js";

const passageRoute = createRoute({
  method: "get",
  path: "/v1/passages/{id}",
  summary: "A passage in its context",
  request: { params: IdParameterSchema, query: PassageQuerySchema },
  responses: {
    200: { description: "The passage", content: { "application/json": { schema: PassageInContextSchema } } },
    ...problemResponses("request_invalid", "passage_unknown", ...INDEX_CODES),
  },
});

export function addPassageRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(passageRoute, async (c) => {
    const { context } = c.req.valid("query");
    return c.json(await assistant.passage(asPassageId(c.req.valid("param").id), context), 200);
  });
}

const passageAtRoute = createRoute({
  method: "get",
  path: "/v1/passages",
  summary: "The passage at a line of a document",
  request: { query: PassageAtQuerySchema },
  responses: {
    200: { description: "The passage", content: { "application/json": { schema: PassageInContextSchema } } },
    ...problemResponses("request_invalid", "location_unknown", ...INDEX_CODES),
  },
});

export function addPassageAtRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(passageAtRoute, async (c) => {
    const { path, line, context } = c.req.valid("query");
    return c.json(await assistant.passageAt(path, line, context), 200);
  });
}
