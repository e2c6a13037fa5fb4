import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Assistant } from "../../assistant/assistant.js";
import type { ServerWriter } from "../../contract/index-state.js";
import { ProblemSchema } from "../../contract/problem.js";
import { disconnection } from "../http/disconnection.js";
import { jsonBody } from "../http/json-body.js";
import { PROBLEM_TYPE, problemResponses } from "../http/problem.js";
import { waitForWriting } from "../http/writing.js";
import { createMcpServer } from "../mcp/mcp-server.js";
import type { ErrorLog } from "../middleware/problems.js";
import type { Asked } from "../observe/request-log.js";

const id = z.union([z.string(), z.int()]);

/** JSON-RPC 2.0, as far as the description of the interface needs it: the MCP SDK checks the messages themselves. */
const JsonRpcRequestSchema = z
  .looseObject(
    {
      jsonrpc: z.literal("2.0", { error: 'must be "2.0"' }),
      method: z.string({ error: "must be text" }).openapi({ example: "tools/list" }),
      id: id.optional().describe("Missing in a notification"),
      params: z.looseObject({}, { error: "must be an object" }).optional(),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "must be one JSON-RPC message" : undefined) },
  )
  // The SDK refuses other fields, in its own words.
  .openapi("JsonRpcRequest", { additionalProperties: false, example: { jsonrpc: "2.0", id: 1, method: "tools/list" } });

const JsonRpcReplySchema = z
  .object({
    jsonrpc: z.literal("2.0"),
    id: z.union([id, z.null()]),
    result: z.looseObject({}).optional(),
    error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }).optional(),
  })
  .openapi("JsonRpcReply");

const route = createRoute({
  method: "post",
  path: "/mcp",
  summary: "Model Context Protocol",
  description:
    "Streamable HTTP without sessions: each request stands on its own, holds one message and is answered as JSON. The " +
    "tools are `ask`, `search`, `read_passage`, `list_documents` and `verify`; `tools/list` describes them. How to set " +
    "up clients: docs/mcp.md",
  middleware: jsonBody,
  request: { body: { required: true, content: { "application/json": { schema: JsonRpcRequestSchema } } } },
  responses: {
    200: { description: "The reply", content: { "application/json": { schema: JsonRpcReplySchema } } },
    202: { description: "A notification was taken" },
    ...problemResponses("request_too_large", "request_media_type", "request_invalid", "question_not_text"),
    400: {
      description: "`request_malformed`, `request_not_json`, or a protocol version that is not known",
      content: {
        [PROBLEM_TYPE]: { schema: ProblemSchema },
        "application/json": { schema: JsonRpcReplySchema },
      },
    },
  },
});

interface McpOptions {
  readonly log: ErrorLog;
  /** The model that `ask` may have write [none]. */
  readonly writer: ServerWriter | undefined;
  /** How long a connection may be silent meanwhile. */
  readonly writeMs: number;
}

/** The protocol's endpoint. The SDK checks and answers the messages; a server and its transport live for one request. */
export function addMcpRoute(app: OpenAPIHono, assistant: Assistant, { log, writer, writeMs }: McpOptions): void {
  app.openapi(route, async (c) => {
    const message = c.req.valid("json");
    c.set("asked", askedBy(message));
    const { method, path } = c.req;
    const requestId = c.get("requestId");
    if (wantsWords(message)) waitForWriting(c, writeMs);
    const { server, connect } = createMcpServer(assistant, {
      log: (error, tool) => log(error, { method, path: `${path} ${tool}`, requestId }),
      writer,
    });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const signal = disconnection(c);
    try {
      await connect(transport);
      // The transport waits for its tools for ever: that the client went away is seen here.
      const gone = new Promise<never>((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      const handled = transport.handleRequest(acceptingAll(c.req.raw), { parsedBody: message });
      const reply = await Promise.race([handled, gone]);
      // Made by the SDK, so its type says nothing; made anew, it has the headers of all replies.
      return c.newResponse(reply.body && (await reply.text()), reply) as never;
    } finally {
      // Calls off what still runs.
      await server.close();
    }
  });
}

/** The SDK wants to see event streams accepted too, though it sends none here: that would shut out plain HTTP clients. */
function acceptingAll({ url, method, headers }: Request): Request {
  const all = new Headers(headers);
  all.set("accept", "application/json, text/event-stream");
  return new Request(url, { method, headers: all });
}

const AskingSchema = z.union([
  z.object({ question: z.string() }),
  z.object({ query: z.string() }).transform(({ query }) => ({ question: query })),
  z.object({ statements: z.array(z.string()) }),
]);

/** What a message asks one of the tools, if it does. */
function askedBy({ method, params }: z.output<typeof JsonRpcRequestSchema>): Asked {
  return (method === "tools/call" && AskingSchema.safeParse(params?.arguments).data) || {};
}

function wantsWords({ method, params }: z.output<typeof JsonRpcRequestSchema>): boolean {
  return method === "tools/call" && (params?.arguments as { write?: unknown } | undefined)?.write === true;
}
