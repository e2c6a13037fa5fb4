import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { SearchResultsSchema } from "../../contract/answer.js";
import { NoQuerySchema } from "../../contract/parameters.js";
import { QueryRequestSchema } from "../../contract/requests.js";
import { toAskRequest } from "../http/ask-request.js";
import { disconnection } from "../http/disconnection.js";
import { jsonBody } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, MODEL_CODES, problemResponses, QUESTION_CODES } from "../http/problem.js";

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
    ...problemResponses(...BODY_CODES, ...QUESTION_CODES, ...INDEX_CODES, ...MODEL_CODES),
  },
});

export function addSearchRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const request = toAskRequest(c.req.valid("json"));
    c.set("asked", { question: request.question });
    return c.json(await assistant.search(request, disconnection(c)), 200);
  });
}
