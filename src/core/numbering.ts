/** The numbers under which people see sources, from 1. */
import type { Citation } from "../contract/answer.js";
import type { Verification, VerifiedSentence } from "../contract/verification.js";

/** The number of each of an answer's citations, by its id. */
export function citationNumbers(citations: readonly Pick<Citation, "id">[]): ReadonlyMap<string, number> {
  return new Map(citations.map(({ id }, index) => [id, index + 1]));
}

export interface NumberedSentence {
  readonly sentence: VerifiedSentence;
  /** One for each of its passages. */
  readonly numbers: readonly number[];
}

/** The sentences of all statements in a row; their passages are counted through. */
export function numberedSentences({ statements }: Pick<Verification, "statements">): NumberedSentence[] {
  let number = 0;
  return statements
    .flatMap(({ sentences }) => sentences)
    .map((sentence) => ({ sentence, numbers: sentence.passages.map(() => ++number) }));
}
