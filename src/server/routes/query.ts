import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { AskRequest, Assistant, Filters, PastTurn } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors.js";
import { asDocumentId, asPassageId } from "../../core/spans.js";
import { jsonBody } from "../middleware/json-body.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { NoQuerySchema, type QueryRequest, QueryRequestSchema } from "../request-schemas.js";
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
    return c.json(await assistant.ask(request, disconnection(c.req.raw)), 200);
  });
}

/** Aborts when the client hangs up. The adapter's own signal gives a string as its reason, which is no Error to throw. */
function disconnection({ signal }: Request): AbortSignal {
  const calledOff = new AbortController();
  const callOff = () => calledOff.abort(new FootnoteError("interrupted", {}, { cause: signal.reason }));
  if (signal.aborted) callOff();
  else signal.addEventListener("abort", callOff, { once: true });
  return calledOff.signal;
}

function toAskRequest({ question, top_k: topK, filters, history, explain }: QueryRequest): AskRequest {
  // JSON may escape half of a surrogate pair, which no document can hold and no model reads.
  const texts = [question, ...(history ?? []).map((turn) => turn.question)];
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) throw new FootnoteError("question_not_text", {});
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

function toFilters(filters: NonNullable<QueryRequest["filters"]>): Filters {
  const { paths, types, document_ids: ids, modified_after: after, modified_before: before } = filters;
  return {
    ...(paths && { paths }),
    ...(types && { types }),
    ...(ids && { documentIds: ids.map(asDocumentId) }),
    ...(after !== undefined && { modifiedAfter: after }),
    ...(before !== undefined && { modifiedBefore: before }),
  };
}
