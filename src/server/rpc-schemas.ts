/** JSON-RPC 2.0, as far as the description of the interface needs it: the MCP SDK checks the messages themselves. */
import { z } from "@hono/zod-openapi";

const id = z.union([z.string(), z.int()]);

export const JsonRpcRequestSchema = z
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

export const JsonRpcReplySchema = z
  .object({
    jsonrpc: z.literal("2.0"),
    id: z.union([id, z.null()]),
    result: z.looseObject({}).optional(),
    error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }).optional(),
  })
  .openapi("JsonRpcReply");
