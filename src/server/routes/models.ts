import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import { FootnoteError } from "../../core/errors/errors.js";
import { CHAT_MODEL, ModelListSchema, ModelSchema, OpenAiErrorSchema } from "../chat-schemas.js";
import { failureResponses } from "../problem.js";
import { IdParameterSchema } from "../request-schemas.js";

const failure = { "application/json": { schema: OpenAiErrorSchema } };

const listRoute = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "The chat models, in the OpenAI shape",
  description: "There is one. The model that embeds is named by `GET /v1/index`.",
  responses: {
    200: { description: "The list", content: { "application/json": { schema: ModelListSchema } } },
    ...failureResponses(failure, []),
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/v1/models/{id}",
  summary: "One chat model, in the OpenAI shape",
  request: { params: IdParameterSchema },
  responses: {
    200: { description: "The model", content: { "application/json": { schema: ModelSchema } } },
    ...failureResponses(failure, ["chat_model_unknown"]),
  },
});

const MODEL: z.output<typeof ModelSchema> = { id: CHAT_MODEL, object: "model", created: 0, owned_by: "footnote" };

export function addModelsRoute(app: OpenAPIHono): void {
  app.openapi(listRoute, (c) => c.json({ object: "list" as const, data: [MODEL] }, 200));
  app.openapi(getRoute, (c) => {
    const { id } = c.req.valid("param");
    if (id !== CHAT_MODEL) throw new FootnoteError("chat_model_unknown", { model: id });
    return c.json(MODEL, 200);
  });
}
