import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Assistant } from "../../assistant/assistant.js";
import { MAX_BODY_BYTES } from "../http/json-body.js";
import { createMcpServer, type ToolOptions } from "./mcp-server.js";

export interface StdioOptions extends ToolOptions {
  readonly assistant: Assistant;
  readonly stdin: Readable;
  /** Gets protocol messages and nothing else. */
  readonly stdout: Writable;
  /** Ends it as the end of `stdin` does. */
  readonly signal: AbortSignal;
}

/** Serves one client over its pipes until it closes them; what still runs then is called off. */
export async function serveStdio({ assistant, stdin, stdout, signal, ...options }: StdioOptions): Promise<void> {
  const { server, connect } = createMcpServer(assistant, options);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    stdin.once("end", resolve);
    stdin.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  await connect(new StdioServerTransport(stdin, stdout, { maxBufferSize: MAX_BODY_BYTES }));
  await ended;
  await server.close();
}
