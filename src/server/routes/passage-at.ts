import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { INDEX_CODES, problemResponses } from "../problem.js";
import { PassageAtQuerySchema } from "../request-schemas.js";
import { PassageInContextSchema } from "../schemas.js";

const route = createRoute({
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
  app.openapi(route, async (c) => {
    const { path, line, context } = c.req.valid("query");
    return c.json(await assistant.passageAt(path, line, context), 200);
  });
}
