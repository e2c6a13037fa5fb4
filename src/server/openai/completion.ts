import type { AskRequest, Assistant } from "../../assistant/assistant.js";
import type { Answer, Written } from "../../contract/answer.js";
import type { WriteEvent } from "../../contract/events.js";
import { heardEvents } from "../../core/heard-events.js";
import { CHAT_MODEL, type ChatCompletion } from "./chat-schemas.js";
import { Chunks, chatPieces } from "./chat-text.js";
import { WrittenText } from "./written-text.js";

const NO_TOKENS = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

export type CompletionHead = Pick<ChatCompletion, "id" | "created" | "model">;

export function completionHead(requestId: string): CompletionHead {
  return { id: `chatcmpl-${requestId}`, created: Math.floor(Date.now() / 1000), model: CHAT_MODEL };
}

/**
 * `kind`, `status`, `confidence` and `citations` stand beside `choices`: there is one answer, and clients that put a stream
 * together keep what they don't know of a chunk, but not of a message's delta.
 */
export function toCompletion(
  { kind, status, confidence, citations }: Answer,
  content: string,
  { id, created, model }: CompletionHead,
): ChatCompletion {
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: "stop" },
    ],
    usage: NO_TOKENS,
    kind,
    status,
    confidence,
    citations,
  };
}

interface WritingOptions {
  readonly requestId: string;
  readonly includeUsage: boolean;
  readonly signal: AbortSignal;
}

/**
 * The quotes, and below them what a model writes: the data of a stream's events as it comes, and at last the whole.
 * Nothing comes before the quotes are known.
 */
export async function* writeCompletion(
  assistant: Assistant,
  request: AskRequest,
  { requestId, includeUsage, signal }: WritingOptions,
): AsyncGenerator<string, ChatCompletion> {
  const head = completionHead(requestId);
  const chunks = new Chunks(head, includeUsage);
  const content: string[] = [];
  const piece = (text: string) => {
    content.push(text);
    return chunks.piece(text);
  };
  const { events, result } = heardEvents((onEvent: (event: WriteEvent) => void) =>
    assistant.write(request, { onEvent, signal }),
  );
  let text = new WrittenText({ citations: [] });
  for await (const value of events) {
    if (value.event === "answer.quoted") {
      const { kind, status, confidence, citations } = value.data;
      text = new WrittenText(value.data);
      yield chunks.begin({ kind, status, confidence, citations });
      for (const quotes of chatPieces(value.data)) yield piece(quotes);
    }
    if (value.event === "written.sentence") {
      const said = text.sentence(value.data.sentence, value.data.citations);
      if (said !== "") yield piece(said);
    }
    if (value.event === "written.done") for (const end of text.end(value.data)) yield piece(end);
  }
  const { written, ...quoted } = await result;
  const usage = usageOf(written);
  const evidence = { citations: text.citations, ...(written && { written }) };
  yield* chunks.end(usage, evidence);
  return { ...toCompletion(quoted, content.join(""), head), usage, ...evidence };
}

function usageOf(written: Written | undefined): ChatCompletion["usage"] {
  const prompt = written?.tokens.prompt ?? 0;
  const completion = written?.tokens.completion ?? 0;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
