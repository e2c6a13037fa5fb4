import { expect, test } from "vitest";
import { errorCodes } from "../../../src/core/errors/errors.js";
import type { ApiDescription } from "../../../src/server/http/describe-api.js";
import { call, start } from "../harness.js";

async function description(): Promise<ApiDescription> {
  const reply = await call(await start(), "/openapi.json");
  expect(reply.headers["content-type"]).toMatch(/^application\/json/);
  return JSON.parse(reply.body.toString()) as ApiDescription;
}

type PathItem = NonNullable<ApiDescription["paths"]>[string];
const operationsOf = (item: PathItem) =>
  [item.get, item.post, item.patch, item.delete].filter((operation) => !!operation);

test("what is streamed is described event by event", async () => {
  const api = await description();
  const streamed = (path: string, method: "get" | "post") =>
    api.paths?.[path]?.[method]?.responses?.["200"].content["text/event-stream"].schema;
  expect(streamed("/v1/query", "post")).toEqual({ $ref: "#/components/schemas/QueryEvent" });
  expect(streamed("/v1/index/jobs/{id}/events", "get")).toEqual({ $ref: "#/components/schemas/JobEvent" });
  expect(api.components?.schemas?.QueryEvent).toMatchObject({ oneOf: { length: 11 } });
  expect(api.components?.schemas?.AnswerDoneEvent).toMatchObject({
    properties: {
      event: { enum: ["answer.done"] },
      data: {
        type: "string",
        contentMediaType: "application/json",
        contentSchema: { $ref: "#/components/schemas/Answer" },
      },
    },
  });
});

test("the description is OpenAPI 3.1 and has every endpoint", async () => {
  const api = await description();
  expect(api.openapi).toMatch(/^3\.1\./);
  const offered = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((m) => `${m} ${path}`),
  );
  expect(offered.sort()).toEqual([
    "delete /v1/conversations/{id}",
    "delete /v1/index/jobs/{id}",
    "get /healthz",
    "get /metrics",
    "get /openapi.json",
    "get /readyz",
    "get /v1/conversations",
    "get /v1/conversations/{id}",
    "get /v1/conversations/{id}/export",
    "get /v1/documents",
    "get /v1/documents/{id}",
    "get /v1/documents/{id}/original",
    "get /v1/documents/{id}/pages/{number}",
    "get /v1/documents/{id}/text",
    "get /v1/index",
    "get /v1/index/jobs",
    "get /v1/index/jobs/{id}",
    "get /v1/index/jobs/{id}/events",
    "get /v1/models",
    "get /v1/models/{id}",
    "get /v1/passages",
    "get /v1/passages/{id}",
    "patch /v1/conversations/{id}",
    "post /mcp",
    "post /v1/chat/completions",
    "post /v1/conversations",
    "post /v1/conversations/{id}/turns",
    "post /v1/index/jobs",
    "post /v1/query",
    "post /v1/report",
    "post /v1/search",
    "post /v1/verify",
  ]);
});

test("every reference leads to an object, every object is used, and every path parameter is declared", async () => {
  const api = await description();
  const names = Object.keys(api.components?.schemas ?? {});
  const used = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
  expect([...new Set(used)].sort()).toEqual(names.sort());
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const operation of operationsOf(item)) {
      const declared = operation.parameters?.filter((parameter) => "in" in parameter && parameter.in === "path");
      expect((declared ?? []).map((parameter) => "name" in parameter && parameter.name)).toEqual(wanted);
    }
  }
});

test("requests are closed objects, what can be null says so where it stands, and every failure is a problem with codes of the catalogue", async () => {
  const api = await description();
  expect(api.components?.schemas?.AnswerText).toMatchObject({ type: "object" });
  expect(api.components?.schemas?.QueryRequest).toMatchObject({ additionalProperties: false, required: ["question"] });
  expect(api.components?.schemas?.Filters).toMatchObject({ additionalProperties: false });
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    for (const [status, response] of operationsOf(item).flatMap(({ responses }) => Object.entries(responses ?? {}))) {
      // The protocol of /mcp has failures of its own beside these.
      if (status.startsWith("2") || (path === "/mcp" && status === "400")) continue;
      const isOpenAi = /^\/v1\/(chat|models)\b/.test(path);
      expect(Object.keys(response.content)).toEqual([isOpenAi ? "application/json" : "application/problem+json"]);
      for (const code of response.description.split(", ")) expect(errorCodes()).toContain(code.replaceAll("`", ""));
    }
  }
});

test("what is refused is not described as taken: integers that JavaScript can't tell apart, and null where it may stand", async () => {
  const api = await description();
  const { GivenCitation, KeptOutcome } = api.components?.schemas ?? {};
  expect(GivenCitation).toMatchObject({
    properties: {
      start: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    },
  });
  expect(JSON.stringify(KeptOutcome)).toContain(
    '"gate":{"anyOf":[{"$ref":"#/components/schemas/GateExplanation"},{"type":"null"}]}',
  );
});

test("each form of an export is described as what it is", async () => {
  const api = await description();
  const { content } = api.paths?.["/v1/conversations/{id}/export"]?.get?.responses?.["200"] ?? {};
  const types = Object.entries(content as Record<string, { schema: { type: string; format?: string } }>);
  expect(types.map(([type, { schema }]) => [type, schema.type, schema.format])).toEqual([
    ["text/markdown", "string", undefined],
    ["text/html", "string", undefined],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "string", "binary"],
    ["application/x-bibtex", "string", undefined],
    ["application/vnd.citationstyles.csl+json", "array", undefined],
  ]);
});
