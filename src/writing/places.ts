import type { Answer, RankedPassage } from "../contract/answer.js";
import { codePointOffset } from "../contract/ids.js";
import { MAX_WRITTEN_PASSAGES, type Place } from "./material.js";

/**
 * Where the sentences stand that a model is given for an answer, the likeliest to be of use first: what the answer
 * quotes, then the best sentences of each passage, so that all passages have room for some, then the passages whole.
 * The documents take turns.
 */
export function placesOf({ citations, passages }: Pick<Answer, "citations" | "passages">): Place[] {
  const inTurns = takingTurns(passages.slice(0, MAX_WRITTEN_PASSAGES));
  const best = inTurns.flatMap(({ document_id, start, highlights }) =>
    highlights.map((highlight) => ({
      document_id,
      start: codePointOffset(start + highlight.start),
      end: codePointOffset(start + highlight.end),
    })),
  );
  return [...citations, ...best, ...inTurns];
}

/** The best passage of each document, then the second best of each, and so on. */
function takingTurns(passages: readonly RankedPassage[]): readonly RankedPassage[] {
  const seen = new Map<string, number>();
  const turns = new Map(
    passages.map((passage) => {
      const turn = seen.get(passage.document_id) ?? 0;
      seen.set(passage.document_id, turn + 1);
      return [passage, turn] as const;
    }),
  );
  return passages.toSorted((a, b) => turns.get(a)! - turns.get(b)!);
}
