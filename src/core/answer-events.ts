import type { Answer } from "../contract/answer.js";
import type { AnswerDelta, AnswerEvent } from "../contract/events.js";

/** What comes first, while there is no answer yet. */
export const SEARCHING: AnswerEvent = { event: "status", data: { stage: "searching" } };

/** The rest of the stream: the evidence before the text, and last the answer itself. */
export function answerEvents(answer: Answer): AnswerEvent[] {
  return [
    ...answer.passages.map((data) => ({ event: "passage", data }) as const),
    ...answer.citations.map((data) => ({ event: "citation", data }) as const),
    ...(answer.answer ? [{ event: "status", data: { stage: "answering" } } as const] : []),
    ...deltasOf(answer).map((data) => ({ event: "answer.delta", data }) as const),
    { event: "answer.done", data: answer },
  ];
}

/** One a sentence, each with the space before it; slices of the text, so that they add up to it whatever is in between. */
function deltasOf({ answer }: Answer): AnswerDelta[] {
  if (!answer) return [];
  const { text, sentences } = answer;
  const deltas: AnswerDelta[] = [];
  let from = 0;
  for (const [i, { text: sentence, citations }] of sentences.entries()) {
    const at = text.indexOf(sentence, from);
    const isLast = i === sentences.length - 1;
    const to = isLast ? text.length : at < 0 ? from : at + sentence.length;
    deltas.push({ text: text.slice(from, to), citations });
    from = to;
  }
  return deltas;
}
