import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { CHAT_MODEL, ModelListSchema, OpenAiErrorSchema } from "../chat-schemas.js";
import { failureResponses } from "../problem.js";

const route = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "The chat models, in the OpenAI shape",
  description: "There is one. The model that embeds is named by `GET /v1/index`.",
  responses: {
    200: { description: "The list", content: { "application/json": { schema: ModelListSchema } } },
    ...failureResponses({ "application/json": { schema: OpenAiErrorSchema } }, []),
  },
});

export function addModelsRoute(app: OpenAPIHono): void {
  const model = { id: CHAT_MODEL, object: "model", created: 0, owned_by: "footnote" } as const;
  app.openapi(route, (c) => c.json({ object: "list" as const, data: [model] }, 200));
}
