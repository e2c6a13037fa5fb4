import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { toAskRequest } from "../ask-request.js";
import { disconnection } from "../disconnection.js";
import { jsonBody } from "../middleware/json-body.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { NoQuerySchema, QueryRequestSchema } from "../request-schemas.js";
import { SearchResultsSchema } from "../schemas.js";

const route = createRoute({
  method: "post",
  path: "/v1/search",
  summary: "Rank passages",
  description: "The passages that match best, without an answer. Nothing is judged: something always comes nearest",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: QueryRequestSchema } } },
  },
  responses: {
    200: { description: "The passages, best first", content: { "application/json": { schema: SearchResultsSchema } } },
    ...problemResponses(
      "request_malformed",
      "request_not_json",
      "request_too_large",
      "request_media_type",
      "request_invalid",
      "question_empty",
      "question_too_long",
      "question_not_text",
      ...INDEX_CODES,
      "model_missing",
      "model_damaged",
      "model_failed",
    ),
  },
});

export function addSearchRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const request = toAskRequest(c.req.valid("json"));
    return c.json(await assistant.search(request, disconnection(c.req.raw)), 200);
  });
}
