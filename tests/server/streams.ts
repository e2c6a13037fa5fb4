import { EventSourceParserStream } from "eventsource-parser/stream";
import { expect } from "vitest";
import type { z } from "zod";
import type { RunningServer } from "../../src/server/serve.js";

/** Opens a stream as a client does; `signal` hangs up. */
export function open(server: RunningServer, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, init);
}

export function ask(server: RunningServer, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { accept: "text/event-stream", "content-type": "application/json" };
  return open(server, "/v1/query", { method: "POST", headers, body: JSON.stringify(body), ...init });
}

/** The events of a stream, each exactly what the schema says, as they come. */
export async function* events<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  onComment?: (comment: string) => void,
): AsyncGenerator<z.output<Schema>, void> {
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const parser = new EventSourceParserStream(onComment && { onComment });
  const parsed = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(parser);
  for await (const { event, data } of parsed) {
    const sent = { event, data: JSON.parse(data) as unknown };
    const known = schema.parse(sent);
    expect(sent).toEqual(known);
    yield known;
  }
}

export async function all<Event>(stream: AsyncIterable<Event>): Promise<Event[]> {
  const received: Event[] = [];
  for await (const event of stream) received.push(event);
  return received;
}
