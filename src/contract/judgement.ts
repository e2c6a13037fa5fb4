import type { Filters } from "./filters.js";
import type { CodePointOffset } from "./ids.js";

/** What a person said of an answer. */
export interface Judgement {
  /** As it was searched. */
  readonly question: string;
  readonly isRight: boolean;
  /** Which documents were asked [all]. */
  readonly filters?: Filters;
  /** What the answer cites; empty where nothing was found. */
  readonly cited: readonly CitedSpan[];
}

/** Characters of a document. */
export interface CitedSpan {
  /** Path within the corpus. */
  readonly document: string;
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly quote: string;
}
