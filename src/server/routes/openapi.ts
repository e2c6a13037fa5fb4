import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type ApiDescription, describeApi } from "../http/describe-api.js";
import { openProblemResponses } from "../http/problem.js";

const route = createRoute({
  method: "get",
  path: "/openapi.json",
  summary: "This description, as OpenAPI 3.1",
  security: [],
  responses: {
    200: {
      description: "The description",
      content: { "application/json": { schema: z.custom<ApiDescription>().openapi({ type: "object" }) } },
    },
    ...openProblemResponses(),
  },
});

/** Describes the routes that `app` has when the first request comes. */
export function addOpenApiRoute(app: OpenAPIHono): void {
  let description: ApiDescription | undefined;
  app.openapi(route, (c) => {
    description ??= describeApi(app);
    return c.json(description, 200);
  });
}
