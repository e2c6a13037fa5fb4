import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { IdParameterSchema, NoQuerySchema } from "../../contract/parameters.js";
import type { Problem } from "../../contract/problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { assertText } from "../http/ask-request.js";
import { disconnection } from "../http/disconnection.js";
import { eventStream, type StreamEvent, type StreamOptions } from "../http/events.js";
import { jsonBody } from "../http/json-body.js";
import { BODY_CODES, failureResponses, INDEX_CODES, MODEL_CODES, QUESTION_CODES } from "../http/problem.js";
import { waitForWriting } from "../http/writing.js";
import { toOpenAiError } from "../middleware/openai-errors.js";
import {
  CHAT_MODEL,
  ChatCompletionSchema,
  ChatEventSchema,
  ChatRequestSchema,
  ModelListSchema,
  ModelSchema,
  OpenAiErrorSchema,
} from "../openai/chat-schemas.js";
import { chatEvents, chatPieces } from "../openai/chat-text.js";
import { completionHead, toCompletion, writeCompletion } from "../openai/completion.js";
import { messageText, pastTurns } from "../openai/past-turns.js";

const route = createRoute({
  method: "post",
  path: "/v1/chat/completions",
  summary: "Ask in the OpenAI shape",
  description:
    "For existing chat programs (see docs/openai.md). The text is the answer's sentences with numbered citations, and " +
    "the list of their sources; a refusal is a text too. Unlike elsewhere, unknown fields are passed over, and errors " +
    "have the shape that OpenAI's clients read",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: ChatRequestSchema } } },
  },
  responses: {
    200: {
      description: "The answer; with `stream`, events of `chat.completion.chunk` and at last `[DONE]`",
      content: {
        "application/json": { schema: ChatCompletionSchema },
        "text/event-stream": { schema: ChatEventSchema },
      },
    },
    ...failureResponses({ "application/json": { schema: OpenAiErrorSchema } }, [
      ...BODY_CODES,
      "chat_model_unknown",
      ...QUESTION_CODES,
      ...INDEX_CODES,
      ...MODEL_CODES,
    ]),
  },
});

interface ChatOptions extends Omit<StreamOptions, "failed"> {
  /** Whether a model writes what was found, below the quotes. */
  readonly writes: boolean;
  /** How long a connection may be silent meanwhile. */
  readonly writeMs: number;
}

export function addChatCompletionsRoute(app: OpenAPIHono, assistant: Assistant, options: ChatOptions): void {
  app.openapi(route, async (c) => {
    const { model = CHAT_MODEL, messages, stream, stream_options } = c.req.valid("json");
    if (model !== CHAT_MODEL) throw new FootnoteError("chat_model_unknown", { model });
    const at = messages.findLastIndex(({ role }) => role === "user");
    const question = messageText(messages[at]!);
    c.set("asked", { question });
    const history = await pastTurns(messages.slice(0, at), assistant);
    assertText([question, ...history.map((turn) => turn.question)]);
    const left = disconnection(c);
    const includeUsage = stream_options?.include_usage === true;
    const requestId = c.get("requestId");
    if (options.writes) {
      if (!stream) waitForWriting(c, options.writeMs);
      const writing = writeCompletion(assistant, { question, history }, { requestId, includeUsage, signal: left });
      // What fails before the quotes has a status of its own.
      let step = await writing.next();
      if (stream && !step.done)
        return eventStream(c, resumed(step.value, writing), left, { ...options, failed }) as never;
      while (!step.done) step = await writing.next();
      return c.json(step.value, 200);
    }
    const answer = await assistant.ask({ question, history }, left);
    const pieces = chatPieces(answer);
    const completion = toCompletion(answer, pieces.join(""), completionHead(requestId));
    if (!stream) return c.json(completion, 200);
    const events = chatEvents(completion, pieces, includeUsage);
    return c.text(events, 200, { "content-type": "text/event-stream; charset=utf-8" });
  });
}

/** As OpenAI's clients read it. */
function failed(problem: Problem): StreamEvent {
  return { text: JSON.stringify(toOpenAiError(problem)) };
}

/** A stream that has begun: what was taken of it, and the rest. */
async function* resumed(first: string, rest: AsyncIterable<string>): AsyncGenerator<StreamEvent> {
  yield { text: first };
  for await (const text of rest) yield { text };
}

const failure = { "application/json": { schema: OpenAiErrorSchema } };

const listRoute = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "The chat models, in the OpenAI shape",
  description: "There is one. The model that embeds is named by `GET /v1/index`.",
  responses: {
    200: { description: "The list", content: { "application/json": { schema: ModelListSchema } } },
    ...failureResponses(failure, []),
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/v1/models/{id}",
  summary: "One chat model, in the OpenAI shape",
  request: { params: IdParameterSchema },
  responses: {
    200: { description: "The model", content: { "application/json": { schema: ModelSchema } } },
    ...failureResponses(failure, ["chat_model_unknown"]),
  },
});

const MODEL: z.output<typeof ModelSchema> = { id: CHAT_MODEL, object: "model", created: 0, owned_by: "footnote" };

export function addModelsRoute(app: OpenAPIHono): void {
  app.openapi(listRoute, (c) => c.json({ object: "list" as const, data: [MODEL] }, 200));
  app.openapi(getRoute, (c) => {
    const { id } = c.req.valid("param");
    if (id !== CHAT_MODEL) throw new FootnoteError("chat_model_unknown", { model: id });
    return c.json(MODEL, 200);
  });
}
