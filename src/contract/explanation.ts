/** How scores and verdicts came about, in the words of the wire. */
import type { CodePointOffset } from "../core/spans.js";

/** What one ranking gave to a passage's score: `contribution` is `weight` times `scaled`. */
export interface ScorePart {
  /** 0 to 1: where the ranking's own score lies between the worst and the best of this question's candidates. */
  readonly scaled: number;
  readonly weight: number;
  readonly contribution: number;
}

/** A ranking by vectors. */
export interface VectorPart extends ScorePart {
  /** Of the vector with the question's, -1 to 1. */
  readonly cosine: number;
}

/** The passage's sentence that is nearest to the question, by its vector and its words. */
export interface SentencePart extends VectorPart {
  /** What the words that it shares with the question add to the cosine, before both are scaled. */
  readonly words: number;
  readonly text: string;
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
}

/** The ranking by words; the terms' scores add up to `bm25`. */
export interface KeywordsPart extends ScorePart {
  readonly bm25: number;
  readonly terms: readonly WordScore[];
}

/** What one word of the question gave to a passage; 0 where the passage lacks it. */
export interface WordScore {
  /** As the question writes it. */
  readonly word: string;
  /** How rare it is among all passages. */
  readonly idf: number;
  readonly score: number;
}

/**
 * How a passage got its score: the contributions of its parts add up to it. Where a passage is shown together
 * with its neighbours, this is of the one that gave it its id and rank.
 */
export interface ScoreExplanation {
  readonly passage: VectorPart;
  readonly sentence: SentencePart;
  readonly keywords: KeywordsPart;
  /** How much of the question's neighbouring words stand near each other; of the best candidates alone. */
  readonly proximity: ScorePart;
}

/** What the evidence gate saw of one kind. */
export interface GateFeature {
  readonly name: string;
  readonly value: number;
  /** To the logit. */
  readonly contribution: number;
}

/** Why the evidence gate judged as it did: `bias` and the contributions add up to `logit`, that of the probability. */
export interface GateExplanation {
  readonly bias: number;
  readonly features: readonly GateFeature[];
  readonly logit: number;
  readonly probability: number;
  /** The probability from which on a question is answered. */
  readonly answered_from: number;
}

/** How an answer came about. */
export interface AnswerExplanation {
  /** Phrases in quotation marks, which every passage had to hold. */
  readonly phrases: readonly string[];
  /** `null` where nothing was judged: no candidates, or a model that the gate does not know. */
  readonly gate: GateExplanation | null;
}
