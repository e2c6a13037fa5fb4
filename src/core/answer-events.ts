import type { Answer, Citation, RankedPassage } from "../contract/answer.js";

/** What a stream says of an answer, in the order in which it says it; `data` has the wire's names. */
export type AnswerEvent =
  | { readonly event: "status"; readonly data: { readonly stage: "searching" | "answering" } }
  | { readonly event: "passage"; readonly data: RankedPassage }
  | { readonly event: "citation"; readonly data: Citation }
  | { readonly event: "answer.delta"; readonly data: AnswerDelta }
  | { readonly event: "answer.done"; readonly data: Answer };

export interface AnswerDelta {
  /** All of them, one after another, are `answer.text`. */
  readonly text: string;
  /** Ids of the citations that prove this part. */
  readonly citations: readonly string[];
}

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
