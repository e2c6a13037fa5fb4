import type { OpenAPIHono } from "@hono/zod-openapi";

/** Grows when a client has to change. */
const API_VERSION = "1.0.0";

export type ApiDescription = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The OpenAPI 3.1 description of an app's routes, made from the schemas that check requests. */
export function describeApi(app: OpenAPIHono): ApiDescription {
  app.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  const api = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Footnote",
      version: API_VERSION,
      description:
        "Answers questions about a folder of documents and proves every answer with the passage it came from. " +
        "Offsets are 0-based, end-exclusive and count Unicode code points; lines and pages are 1-based and inclusive. " +
        "Fields and parameters that are not known are refused with 422, not ignored. Passed over are fields in the OpenAI " +
        "shape, those within the `outcome`, `filter` and `stopped` of a turn that is saved, and parameters of `GET /v1/models`, of `/mcp` and of all outside `/v1`: probes, scrapers and proxies " +
        "add their own.",
      license: { name: "MIT" },
    },
    // Without tokens the server asks for none.
    security: [{ token: [] }, {}],
  });
  describeEvents(api);
  boundIntegers(api);
  return api;
}

/** The schemas of events hold the data's own; on its way it is text, JSON on one line. */
function describeEvents({ components: { schemas = {} } = {} }: ApiDescription): void {
  for (const schema of Object.values(schemas)) {
    const { event, data } = ("properties" in schema && schema.properties) || {};
    if (!event || !data || !("$ref" in data)) continue;
    Object.assign(schema, {
      properties: { event, data: { type: "string", contentMediaType: "application/json", contentSchema: data } },
    });
  }
}

/** Larger ones are refused: JavaScript would not tell them apart. The reference would show the largest for an example. */
function boundIntegers(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  for (const within of Object.values(part)) boundIntegers(within);
  if (!("type" in part) || ![part.type].flat().includes("integer")) return;
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = part as Record<string, unknown>;
  Object.assign(part, { minimum, maximum, examples: [Math.max(Number(minimum), 0)] });
}
