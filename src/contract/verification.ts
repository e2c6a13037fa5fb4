/**
 * What `footnote verify --json` and `POST /v1/verify` give. Field names are the wire's; offsets are code points,
 * 0-based, end-exclusive.
 */

import type { CodePointOffset } from "../core/spans.js";
import type { Citation, Coverage, TextQuoteSelector, Timings } from "./answer.js";

export interface Verification {
  readonly schema: 1;
  /** In the order they were given. */
  readonly statements: readonly VerifiedStatement[];
  /** In the order they were given. */
  readonly citations: readonly CheckedCitation[];
  readonly coverage: Coverage;
  readonly timings_ms: Timings;
}

export interface VerifiedStatement {
  readonly statement: string;
  readonly sentences: readonly VerifiedSentence[];
}

export type Verdict = "supported" | "partial" | "contradicted" | "unsupported";

export interface VerifiedSentence {
  /** Exactly the statement's text from `start` to `end`. */
  readonly sentence: string;
  /** From the start of the statement. */
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly verdict: Verdict;
  /** 0 to 1: how much of the sentence the passages say. Orders sentences, and is no probability. */
  readonly strength: number;
  /** What comes nearest, best first; empty where nothing comes near. */
  readonly passages: readonly Citation[];
  readonly uncovered: readonly Uncovered[];
  /** Where the passages say something else in the same place. */
  readonly contradictions: readonly Contradiction[];
}

export type UncoveredKind = "word" | "name" | "number" | "date" | "negation";

/** A part of a sentence that the passages don't say. */
export interface Uncovered {
  readonly kind: UncoveredKind;
  readonly text: string;
  /** From the start of the sentence. */
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
}

export interface Contradiction {
  readonly kind: "number" | "date" | "negation";
  /** What the sentence says; empty for a negation that only the passage has. */
  readonly stated: string;
  /** What the passage says; empty for a negation that only the sentence has. */
  readonly found: string;
}

/** The part of a citation that finds it again. It may come from anyone. */
export interface GivenCitation {
  readonly id?: string | undefined;
  /** Relative to the corpus. */
  readonly path: string;
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly quote: string;
  readonly content_hash?: string | undefined;
  readonly selector?: TextQuoteSelector | undefined;
}

/** `changed`: the file is there and the quote is not. `gone`: the file is not there, and no other holds the quote. */
export type CitationState = "valid" | "moved" | "changed" | "gone";

export interface CheckedCitation {
  /** As it was given; `c1`, `c2`, … where it had none. */
  readonly id: string;
  readonly path: string;
  readonly quote: string;
  readonly state: CitationState;
  /** Where the quote stands now; `null` for `changed` and `gone`. */
  readonly place: QuotePlace | null;
  /** Why the file could not be looked at, where that is so. */
  readonly problem: string | null;
}

export interface QuotePlace {
  readonly path: string;
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly line_start: number;
  readonly line_end: number;
}
