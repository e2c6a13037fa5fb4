import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant, VerifyRequest } from "../../assistant/assistant.js";
import { NoQuerySchema } from "../../contract/parameters.js";
import { type VerifyBody, VerifyRequestSchema } from "../../contract/requests.js";
import { VerificationSchema } from "../../contract/verification.js";
import { assertText, toFilters } from "../http/ask-request.js";
import { disconnection } from "../http/disconnection.js";
import { jsonBody } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, MODEL_CODES, problemResponses, QUESTION_CODES } from "../http/problem.js";

const route = createRoute({
  method: "post",
  path: "/v1/verify",
  summary: "Verify statements and citations",
  description:
    "Statements are held against the passages of the index, sentence by sentence; citations against the files as they are now. " +
    "A statement without support is an answer too: status 200",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: VerifyRequestSchema } } },
  },
  responses: {
    200: { description: "The verdicts", content: { "application/json": { schema: VerificationSchema } } },
    ...problemResponses(
      ...BODY_CODES,
      ...QUESTION_CODES,
      "nothing_to_verify",
      "corpus_missing",
      "corpus_elsewhere",
      "corpus_not_folder",
      "corpus_unreadable",
      ...INDEX_CODES,
      ...MODEL_CODES,
    ),
  },
});

export function addVerifyRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(route, async (c) => {
    const request = toVerifyRequest(c.req.valid("json"));
    if (request.statements) c.set("asked", { statements: request.statements });
    return c.json(await assistant.verify(request, disconnection(c)), 200);
  });
}

function toVerifyRequest({ statements, citations, filters }: VerifyBody): VerifyRequest {
  assertText(statements ?? []);
  return {
    ...(statements && { statements }),
    ...(citations && { citations }),
    ...(filters && { filters: toFilters(filters) }),
  };
}
