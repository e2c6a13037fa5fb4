import type { ApiDescription } from "./describe-api.js";

type Components = NonNullable<ApiDescription["components"]>;
type Schema = Exclude<NonNullable<Components["schemas"]>[string], { $ref: string }>;
type SchemaOrRef = NonNullable<Components["schemas"]>[string];
type Operation = NonNullable<NonNullable<ApiDescription["paths"]>[string]["get"]>;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const EVENT_STREAM = "text/event-stream";
const BASE_URL = "http://127.0.0.1:3000";

/** The HTTP reference as Markdown: every endpoint and every object of an OpenAPI description. */
export function httpDocs(api: ApiDescription): string {
  const endpoints = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [endpoint(method, path, item[method], api)] : [])),
  );
  const objects = Object.entries(api.components?.schemas ?? {}).map(([name, schema]) => object(name, schema));
  return `${[
    "# HTTP interface",
    "<!-- Made from the schemas by src/server/http/http-docs.ts: UPDATE_DOCS=1 npx vitest run tests/server/http/http-docs.test.ts -->",
    api.info.description ?? "",
    "The server listens on this machine alone, unless it asks for tokens: then every call but those that say so needs " +
      "`Authorization: Bearer <token>`. A request for another `Host`, or from a page of another `Origin`, gets 403. " +
      "One that comes too often gets 429, one for which there is no room 503, both with `Retry-After`. " +
      "Errors are `application/problem+json` (RFC 9457) with a stable `code`; " +
      "the routes in the OpenAI shape differ in both. Every reply has an `x-request-id`. The same description for programs: `GET /openapi.json`.",
    "## Endpoints",
    ...endpoints,
    "## Objects",
    ...objects,
  ].join("\n\n")}\n`;
}

function endpoint(method: string, path: string, operation: Operation, api: ApiDescription): string {
  const body = operation.requestBody && "content" in operation.requestBody ? operation.requestBody.content : {};
  const bodySchema = body["application/json"]?.schema;
  const parts = [
    `### \`${method.toUpperCase()} ${path}\``,
    [operation.summary, operation.description].filter(Boolean).join(". ").replace(/\.?$/, "."),
    operation.security?.length === 0 ? "Asks for no token." : "",
    parameters(operation),
    bodySchema ? `Body: ${typeName(bodySchema)}` : "",
    responses(operation),
    ["```sh", ...curls(method, path, operation, bodySchema && exampleOf(bodySchema, api)), "```"].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function parameters(operation: Operation): string {
  const rows = (operation.parameters ?? []).flatMap((parameter) => {
    if ("$ref" in parameter || !parameter.schema) return [];
    const schema = parameter.schema as Schema;
    return [[`\`${parameter.name}\``, parameter.in, typeName(schema), note(schema, parameter.description)]];
  });
  return rows.length === 0 ? "" : table(["parameter", "in", "type", ""], rows);
}

function responses(operation: Operation): string {
  const rows = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const content = Object.entries((response.content ?? {}) as Record<string, { schema?: SchemaOrRef }>);
    const gives = content.map(([type, { schema }]) => `\`${type}\`${schema ? ` ${typeName(schema)}` : ""}`).join(", ");
    return [status, gives, String(response.description)];
  });
  return table(["status", "gives", ""], rows);
}

function object(name: string, schema: SchemaOrRef): string {
  const heading = `### ${name}`;
  if ("$ref" in schema) return `${heading}\n\n${typeName(schema)}`;
  if (schema.oneOf) return [heading, schema.description ?? "", `One of ${typeName(schema)}.`].join("\n\n");
  const parts = (schema.anyOf ?? schema.allOf ?? [schema]).map((part) =>
    "$ref" in part ? `All of ${typeName(part)}.` : fields(part),
  );
  const body = schema.anyOf ? parts.join("\n\nor\n\n") : parts.join("\n\n");
  return [heading, schema.description ?? "", body].filter((part) => part !== "").join("\n\n");
}

function fields(schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([field, value]) => [
    `\`${field}\`${schema.required?.includes(field) ? "" : "?"}`,
    typeName(value),
    "$ref" in value ? "" : note(value, value.description),
  ]);
  return table(["field", "type", ""], rows);
}

/** A schema in a few characters: `string`, `[Citation](#citation)[]`, `"high" \| "low"`. */
function typeName(schema: SchemaOrRef): string {
  if ("$ref" in schema) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  // Text that holds JSON, as the data of events.
  if ("contentSchema" in schema) return typeName(schema.contentSchema as SchemaOrRef);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.enum?.map((value) => JSON.stringify(value)) ?? (schema.anyOf ?? schema.oneOf)?.map(typeName);
  if (choices) return [...new Set(choices)].join(" \\| ");
  return [schema.type ?? "any"]
    .flat()
    .map((type) => (type === "array" && schema.items ? `${typeName(schema.items)}[]` : type))
    .join(" \\| ");
}

function note(schema: Schema, description = schema.description): string {
  const { minimum, maximum, default: fallback } = schema;
  const range =
    minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
      ? `${minimum} to ${maximum}`
      : "";
  return [description, range, fallback === undefined ? "" : `[${fallback}]`]
    .filter(Boolean)
    .join("; ")
    .replace("; [", " [");
}

function curls(method: string, path: string, operation: Operation, body: unknown): string[] {
  const address = `${BASE_URL}${path.replace("{id}", "ID").replace("{number}", "1")}${requiredQuery(operation)}`;
  const types = Object.keys(operation.responses?.["200"]?.content ?? {});
  const streams = types.includes(EVENT_STREAM);
  const call = [
    "curl",
    streams && types.length === 1 ? "-N" : "",
    method === "delete" ? "-X DELETE" : "",
    address.includes("&") ? `'${address}'` : address,
    body === undefined ? "" : `--json '${JSON.stringify(body)}'`,
  ];
  const plain = call.filter((part) => part !== "").join(" ");
  // `--json` sets a header Accept of its own.
  const streamed = `curl -N ${address} -H 'accept: ${EVENT_STREAM}' -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  return streams && types.length > 1 ? [plain, streamed] : [plain];
}

function requiredQuery(operation: Operation): string {
  const pairs = (operation.parameters ?? []).flatMap((parameter) => {
    if ("$ref" in parameter || parameter.in !== "query" || !parameter.required) return [];
    return [`${parameter.name}=${(parameter.schema as Schema).example}`];
  });
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** Built from the examples of its fields; fields without one are left out. */
function exampleOf(schema: SchemaOrRef, api: ApiDescription): unknown {
  if ("$ref" in schema) {
    const target = api.components?.schemas?.[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)];
    return target && exampleOf(target, api);
  }
  if (schema.example !== undefined) return schema.example;
  const fields = Object.entries(schema.properties ?? {})
    .map(([field, value]) => [field, exampleOf(value, api)] as const)
    .filter(([, value]) => value !== undefined);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\n/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
