import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface FakeRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** What a fake model does with a request; what it streams is written with `say`. */
export type Behaviour = (request: FakeRequest, response: ServerResponse) => void | Promise<void>;

export interface FakeWriter {
  /** Without `/v1`. */
  readonly url: string;
  readonly requests: FakeRequest[];
  /** What it does from now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible server over HTTP, whose model writes what a test wants. */
export async function startFakeWriter(first: Behaviour = (_, response) => finish(response)): Promise<FakeWriter> {
  let behaviour = first;
  const requests: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, response) => {
    const { headers, url: path = "" } = incoming;
    if (path.endsWith("/models"))
      return json(response, 200, { object: "list", data: [{ id: "fake-1" }, { id: "fake-2" }] });
    const body = Buffer.concat(await incoming.toArray()).toString("utf8");
    const request = { path, headers, messages: JSON.parse(body).messages };
    requests.push(request);
    await behaviour(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

/** Streams a piece of text. */
export function say(response: ServerResponse, text: string): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`,
  );
}

export function finish(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  const last = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
  const usage = { choices: [], usage: { prompt_tokens: 321, completion_tokens: 12, total_tokens: 333 } };
  response.write(`data: ${JSON.stringify(last)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`);
  response.end();
}

/** Says a text whole, and ends. */
export function saying(text: (request: FakeRequest) => string): Behaviour {
  return (request, response) => {
    for (const piece of text(request).match(/[\s\S]{1,7}/gu) ?? []) say(response, piece);
    finish(response);
  };
}

/** The id of the first given sentence that holds some words. */
export function idOf({ messages }: FakeRequest, words: string): string {
  const line = messages
    .at(-1)!
    .content.split("\n")
    .find((one) => one.startsWith("[") && one.includes(words));
  return /^\[(\w+)\]/u.exec(line ?? "")?.[1] ?? "";
}
