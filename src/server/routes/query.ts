import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { AskRequest, Assistant, PastTurn } from "../../assistant/assistant.js";
import { asPassageId } from "../../core/spans.js";
import { disconnection } from "../disconnection.js";
import { jsonBody } from "../middleware/json-body.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { toFilters } from "../request-filters.js";
import { NoQuerySchema, type QueryRequest, QueryRequestSchema } from "../request-schemas.js";
import { assertText } from "../request-text.js";
import { AnswerSchema } from "../schemas.js";

const route = createRoute({
  method: "post",
  path: "/v1/query",
  summary: "Ask a question",
  description: "When the documents do not answer, that is an answer too: status 200 with `not_found`.",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: QueryRequestSchema } } },
  },
  responses: {
    200: { description: "The answer", content: { "application/json": { schema: AnswerSchema } } },
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

export function addQueryRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const request = toAskRequest(c.req.valid("json"));
    c.set("question", request.question);
    return c.json(await assistant.ask(request, disconnection(c.req.raw)), 200);
  });
}

function toAskRequest({ question, top_k: topK, filters, history, explain }: QueryRequest): AskRequest {
  assertText([question, ...(history ?? []).map((turn) => turn.question)]);
  return {
    question,
    ...(topK !== undefined && { topK }),
    ...(filters && { filters: toFilters(filters) }),
    ...(history && { history: history.map(toPastTurn) }),
    ...(explain && { explain }),
  };
}

function toPastTurn({ question, passage_ids: ids }: NonNullable<QueryRequest["history"]>[number]): PastTurn {
  return { question, passageIds: ids.map(asPassageId) };
}
