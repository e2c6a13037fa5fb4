import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  InitializeRequestSchema,
  isJSONRPCRequest,
  type JSONRPCRequest,
  type JSONRPCResponse,
  ListToolsRequestSchema,
  PingRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { oneLine, shorten } from "../../core/text.js";

/** What each method that is served has to be given. */
const SCHEMAS: ReadonlyMap<string, typeof CallToolRequestSchema | typeof PingRequestSchema> = new Map(
  [InitializeRequestSchema, PingRequestSchema, ListToolsRequestSchema, CallToolRequestSchema].map((schema) => [
    schema.shape.method.value,
    schema as typeof PingRequestSchema,
  ]),
);

const SHOWN_NAME_CHARACTERS = 80;

/**
 * Connects a server to its client, and answers wrong requests before the SDK sees them: it takes them for failures
 * inside, tells of them in its library's words, and takes `constructor` for a tool.
 * @param tools names of those that there are
 */
export async function connectChecked(server: McpServer, transport: Transport, tools: readonly string[]): Promise<void> {
  await server.connect(transport);
  const handle = transport.onmessage;
  transport.onmessage = (message, extra) => {
    const refusal = isJSONRPCRequest(message) ? refusalOf(message, tools) : null;
    if (refusal) void transport.send(refusal).catch((error: Error) => transport.onerror?.(error));
    else handle?.(message, extra);
  };
}

function refusalOf(request: JSONRPCRequest, tools: readonly string[]): JSONRPCResponse | null {
  const { id, method, params } = request;
  const [issue] = SCHEMAS.get(method)?.safeParse(request).error?.issues ?? [];
  if (issue) {
    const message = `${issue.path.join(".")}: ${issue.message}`;
    return { jsonrpc: "2.0", id, error: { code: ErrorCode.InvalidParams, message } };
  }
  const name = params?.name;
  if (method !== "tools/call" || typeof name !== "string" || tools.includes(name)) return null;
  const text = `There is no tool '${shorten(oneLine(name), SHOWN_NAME_CHARACTERS)}'; there are ${tools.join(", ")}.`;
  // As all that tools say to a model: errors of the protocol may never reach it.
  return { jsonrpc: "2.0", id, result: { content: [{ type: "text", text }], isError: true } };
}
