import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant, WriteRequest } from "../../assistant/assistant.js";
import { type Answer, AnswerSchema } from "../../contract/answer.js";
import { type AnswerEvent, QueryEventSchema, type WriteEvent } from "../../contract/events.js";
import { NoQuerySchema } from "../../contract/parameters.js";
import { QueryRequestSchema } from "../../contract/requests.js";
import { answerEvents, SEARCHING } from "../../core/answer-events.js";
import { heardEvents } from "../../core/heard-events.js";
import { toAskRequest } from "../http/ask-request.js";
import { disconnection } from "../http/disconnection.js";
import { eventStream, prefersEvents } from "../http/events.js";
import type { Begun } from "../http/first-byte.js";
import { jsonBody } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, MODEL_CODES, problemResponses, QUESTION_CODES } from "../http/problem.js";
import { type WritingStreamOptions, waitForWriting } from "../http/writing.js";

const route = createRoute({
  method: "post",
  path: "/v1/query",
  summary: "Ask a question",
  description:
    "When the documents do not answer, that is an answer too: status 200 with `not_found`. Where `Accept` prefers " +
    "`text/event-stream`, the answer comes as server-sent events: the evidence before the text, and last the whole " +
    "object. What fails at once is answered with its own status there as well; hanging up ends the work",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: QueryRequestSchema } } },
  },
  responses: {
    200: {
      description: "The answer",
      content: { "application/json": { schema: AnswerSchema }, "text/event-stream": { schema: QueryEventSchema } },
    },
    ...problemResponses(...BODY_CODES, ...QUESTION_CODES, ...INDEX_CODES, ...MODEL_CODES),
  },
});

export function addQueryRoute(app: OpenAPIHono, assistant: Assistant, options: WritingStreamOptions & Begun): void {
  app.openapi(route, async (c) => {
    const request = toAskRequest(c.req.valid("json"));
    c.set("asked", { question: request.question });
    c.header("vary", "Accept");
    const left = disconnection(c);
    if (c.req.valid("json").write) {
      if (!prefersEvents(c)) {
        waitForWriting(c, options.writeMs);
        return c.json(await assistant.write(request, { signal: left }), 200);
      }
      return eventStream(c, writtenEvents(assistant, request, left), left, options);
    }
    const asking = assistant.ask(request, left);
    if (!prefersEvents(c)) return c.json(await asking, 200);
    await options.firstByte(asking);
    return eventStream(c, eventsOf(asking), left, options);
  });
}

/** The quoted answer first, then what is written, as it comes. */
async function* writtenEvents(
  assistant: Assistant,
  request: WriteRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  yield SEARCHING;
  const { events, result } = heardEvents((onEvent: (event: WriteEvent) => void) =>
    assistant.write(request, { onEvent, signal }),
  );
  for await (const event of events) {
    if (event.event === "answer.quoted") yield* answerEvents(event.data).slice(0, -1);
    yield event;
  }
  yield { event: "answer.done", data: await result };
}

async function* eventsOf(asking: Promise<Answer>): AsyncGenerator<AnswerEvent> {
  yield SEARCHING;
  yield* answerEvents(await asking);
}
