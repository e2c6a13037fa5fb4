/** Answers that a model writes, as routes give them. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Assistant, WriteRequest } from "../../assistant/assistant.js";
import type { Answer } from "../../contract/answer.js";
import type { WriteEvent } from "../../contract/events.js";

/** Nothing moves on the connection while the model writes: it has to wait as long as that may take. */
export function waitForWriting(c: Context, ms: number): void {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  outgoing?.socket?.setTimeout(ms);
}

/** What is heard of the writing, as it comes; at last the answer. @throws what `write` throws, when all before was taken */
export async function* writeEvents(
  assistant: Assistant,
  request: WriteRequest,
  signal: AbortSignal,
): AsyncGenerator<WriteEvent, Answer> {
  const heard: WriteEvent[] = [];
  let wake = () => {};
  const onEvent = (event: WriteEvent) => {
    heard.push(event);
    wake();
  };
  let isOver = false;
  const writing = assistant.write(request, { onEvent, signal }).finally(() => {
    isOver = true;
    wake();
  });
  writing.catch(() => {});
  while (!isOver || heard.length > 0) {
    yield* heard.splice(0);
    if (isOver || heard.length > 0) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return writing;
}
