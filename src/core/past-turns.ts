import type { Answer } from "../contract/answer.js";
import type { PassageId } from "../contract/ids.js";
import { singleSpaced } from "./text.js";
import { documentsNamed } from "./wording.js";

/** A question of the conversation so far, with what its answer cited. */
export interface PastTurn {
  /** As it was interpreted, or as it was asked. */
  readonly question: string;
  /** Passages that its answer cited; ids that the index no longer holds count for nothing. */
  readonly passageIds: readonly PassageId[];
}

/** How a question was searched, where that is not as it was typed. */
export interface HowRead {
  /** The question that it was taken for; `null` where it is the one that was typed. */
  readonly as: string | null;
  /** The documents that it names and was asked of, on one line and safe; `null` where it was asked of all. */
  readonly of: string | null;
}

export function howRead({
  question,
  interpreted_question: interpreted,
  asked_of,
}: Pick<Answer, "question" | "interpreted_question" | "asked_of">): HowRead {
  return {
    as: interpreted === singleSpaced(question) ? null : interpreted,
    of: asked_of && documentsNamed(asked_of.documents),
  };
}

/** Whether a question was searched as something else than what was typed. */
export function wasReadOtherwise(answer: Answer): boolean {
  const { as, of } = howRead(answer);
  return as !== null || of !== null;
}

/** What the next question has to know of an answer. */
export function pastTurnOf({
  interpreted_question: question,
  citations,
}: Pick<Answer, "interpreted_question" | "citations">): PastTurn {
  return { question, passageIds: [...new Set(citations.map(({ passage_id: id }) => id))] };
}
