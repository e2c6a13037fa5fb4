import type { PassageId } from "../../core/spans.js";

/** A question of the conversation so far, with what its answer cited. */
export interface PastTurn {
  /** As it was interpreted, or as it was asked. */
  readonly question: string;
  /** Passages that its answer cited; ids that the index no longer holds count for nothing. */
  readonly passageIds: readonly PassageId[];
}

/** How many of the latest turns are read. */
export const TURNS_READ = 10;
