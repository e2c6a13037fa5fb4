import type { Filters } from "../contract/filters.js";
import type { PastTurn } from "../core/past-turns.js";
import type { Strictness } from "../core/settings.js";
import type { Library } from "./library.js";
import type { Question } from "./question/question.js";

/** A question on its way: of what it is asked, and how. Every stage may look at it. */
export interface Inquiry {
  /** As it was asked; in its conversation it may be read as another one. */
  readonly question: Question;
  readonly library: Library;
  /** Passages to show. */
  readonly topK: number;
  readonly filters?: Filters | undefined;
  /** Whether to say how each score came about [false]. */
  readonly explain?: boolean | undefined;
  /** What was asked before, oldest first: the question is read in its light [none]. */
  readonly history?: readonly PastTurn[] | undefined;
  /** Makes a question whole that leans on its conversation; `null` leaves it to the rules [they alone]. */
  readonly rewrite?: ((asked: string, history: readonly PastTurn[]) => Promise<string | null>) | undefined;
  /**
   * Whether it is asked as it is typed, of all texts: names in it choose none, slips stay, and it is about nothing but
   * content [false].
   */
  readonly literal?: boolean | undefined;
  /** How sure an answer has to be [balanced]. */
  readonly strictness?: Strictness | undefined;
  readonly signal?: AbortSignal | undefined;
}
