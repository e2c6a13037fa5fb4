import { EventSourceParserStream } from "eventsource-parser/stream";
import { BROKEN_OFF, CallFailed } from "./failure.js";

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The events of a response, as they come in. @throws CallFailed when the connection breaks off */
export async function* readEvents(response: Response, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  if (response.body === null) return;
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { event: value.event ?? "message", data: JSON.parse(value.data) as unknown };
    }
  } catch (error) {
    if (signal.aborted || error instanceof CallFailed) throw error;
    throw new CallFailed(BROKEN_OFF);
  } finally {
    void reader.cancel().catch(() => {});
  }
}
