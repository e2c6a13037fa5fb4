import type { ScorePart } from "../core/explanation.js";
import type { Candidate, StoreResult } from "../index/store/index-store.js";
import { NOTHING_LEFT_OUT, type Part, type Without } from "./ablation.js";

/** How much each ranking counts. They are scaled to 0..1 over one question's candidates before they are added. */
const WEIGHTS = { passage: 0.33, sentence: 0.25, keywords: 0.42 } as const;

/** A candidate with its place among the others. */
export interface Ranked {
  readonly candidate: Candidate;
  /** 0 to 1: the weighted sum of the parts. */
  readonly score: number;
  readonly parts: ScoreParts;
}

/** What each ranking gives to the score; their contributions add up to it. */
export type ScoreParts = Readonly<Record<keyof typeof WEIGHTS, ScorePart>>;

/**
 * Orders candidates by vectors and keywords together: a weighted sum of scaled scores (convex combination; Bruch, Gai
 * and Ingber, 2023), which keeps how far apart scores are, as reciprocal ranks do not.
 */
export function fuse({ candidates }: StoreResult, without: Without = NOTHING_LEFT_OUT): Ranked[] {
  const weigh = (part: Part, full: number, scaled: number): ScorePart => {
    const weight = without.has(part) ? 0 : full;
    return { scaled, weight, contribution: weight * scaled };
  };
  const passage = scaler(candidates.map(({ cosine }) => cosine));
  const sentence = scaler(candidates.map(bestSentence));
  const keywords = scaler([0, ...candidates.map(({ bm25 }) => bm25)]);
  return candidates
    .map((candidate) => {
      const parts = {
        passage: weigh("vectors", WEIGHTS.passage, passage(candidate.cosine)),
        sentence: weigh("sentences", WEIGHTS.sentence, sentence(bestSentence(candidate))),
        keywords: weigh("keywords", WEIGHTS.keywords, keywords(candidate.bm25)),
      };
      const score = parts.passage.contribution + parts.sentence.contribution + parts.keywords.contribution;
      return { candidate, parts, score };
    })
    .sort((a, b) => b.score - a.score || inOrder(a.candidate, b.candidate));
}

/** Of passages that say the same, the first one of a document comes first. */
function inOrder({ passage: a }: Candidate, { passage: b }: Candidate): number {
  if (a.documentId !== b.documentId) return a.documentId < b.documentId ? -1 : 1;
  return a.ordinal - b.ordinal;
}

export function bestSentence({ sentenceCosines }: Candidate): number {
  return sentenceCosines.length > 0 ? Math.max(...sentenceCosines) : -1;
}

/** Maps the smallest of `values` to 0 and the largest to 1. */
function scaler(values: readonly number[]): (value: number) => number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (value) => (high > low ? (value - low) / (high - low) : 0);
}
