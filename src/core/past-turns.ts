import type { Answer } from "../contract/answer.js";
import type { PassageId } from "../contract/ids.js";
import { singleSpaced } from "./text.js";

/** A question of the conversation so far, with what its answer cited. */
export interface PastTurn {
  /** As it was interpreted, or as it was asked. */
  readonly question: string;
  /** Passages that its answer cited; ids that the index no longer holds count for nothing. */
  readonly passageIds: readonly PassageId[];
}

/** Whether a question was searched as something else than what was typed. */
export function wasReadOtherwise({ question, interpreted_question: interpreted }: Answer): boolean {
  return interpreted !== singleSpaced(question);
}

/** What the next question has to know of an answer. */
export function pastTurnOf({ interpreted_question: question, citations }: Answer): PastTurn {
  return { question, passageIds: [...new Set(citations.map(({ passage_id: id }) => id))] };
}
