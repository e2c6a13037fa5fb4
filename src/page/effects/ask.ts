import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Answer, Citation, RankedPassage } from "../../contract/answer.js";
import type { AnswerDelta } from "../../contract/events.js";
import type { Problem } from "../../contract/problem.js";
import { type Asked, type GrowingAnswer, NOTHING_YET } from "../state/state.js";
import { call, problemFailure, readJson } from "./api.js";
import { BROKEN_OFF, CallFailed } from "./failure.js";

/** Asks, and tells `grew` of every part that comes before the answer is complete. @throws CallFailed */
export async function ask(
  task: Asked,
  token: string | null,
  signal: AbortSignal,
  grew: (growing: GrowingAnswer) => void,
): Promise<Answer> {
  const body = { ...askedBy(task), explain: true };
  const response = await call("/v1/query", { method: "POST", accept: "text/event-stream", body, token, signal });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return readJson(response, signal);
  let growing = NOTHING_YET;
  for await (const { event, data } of readEvents(response, signal)) {
    if (event === "answer.done") return data as Answer;
    if (event === "error") throw new CallFailed(problemFailure(data as Problem));
    const grown = withPart(growing, event, data);
    if (grown !== growing) grew(grown);
    growing = grown;
  }
  throw new CallFailed(BROKEN_OFF);
}

/** What is asked, in the words of the interface. */
export function askedBy({ question, history, isLiteral, collection }: Asked): object {
  const turns = history.map(({ question: asked, passageIds }) => ({ question: asked, passage_ids: passageIds }));
  return {
    question,
    literal: isLiteral,
    ...(turns.length > 0 && { history: turns }),
    ...(collection !== undefined && { filters: { collections: [collection] } }),
  };
}

function withPart(growing: GrowingAnswer, event: string, data: unknown): GrowingAnswer {
  switch (event) {
    case "passage":
      return { ...growing, passages: [...growing.passages, data as RankedPassage] };
    case "citation":
      return { ...growing, citations: [...growing.citations, data as Citation] };
    case "answer.delta":
      return { ...growing, text: growing.text + (data as AnswerDelta).text };
    default:
      return growing;
  }
}

interface ServerEvent {
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
