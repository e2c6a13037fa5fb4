import type { ChatCompletion } from "../chat-schemas.js";

/**
 * A completion as the events of a stream: first the evidence, then the text piece by piece. All of it is known when the
 * first event is sent, so a failure is never told in the middle of a stream.
 * @param pieces the text; joined they are the completion's
 */
export function chatEvents(completion: ChatCompletion, pieces: readonly string[], includeUsage: boolean): string {
  const { id, created, model, status, confidence, citations, usage } = completion;
  const whole = { id, object: "chat.completion.chunk", created, model };
  const choice = (delta: object, finish: "stop" | null = null) => ({
    ...whole,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage && { usage: null }),
  });
  const chunks: object[] = [
    { ...choice({ role: "assistant", content: "" }), status, confidence, citations },
    ...pieces.map((content) => choice({ content })),
    choice({}, "stop"),
    ...(includeUsage ? [{ ...whole, choices: [], usage }] : []),
  ];
  return [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((data) => `data: ${data}\n\n`).join("");
}
