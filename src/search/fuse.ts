import type { ScorePart } from "../core/explanation.js";
import type { Candidate, StoreResult } from "../index/store/index-store.js";
import { NOTHING_LEFT_OUT, type Part, type Without } from "./ablation.js";
import type { CloseLook, CloseLooks } from "./close-look.js";

/** How much each ranking counts. They are scaled to 0..1 over one question's candidates before they are added. */
const WEIGHTS = { passage: 0.3, sentence: 0.23, keywords: 0.38, proximity: 0.09 } as const;
/** What a sentence that holds all of the question's words gains, on the scale of cosines. */
const WORDS_IN_SENTENCE = 0.3;

/** A candidate with its place among the others. */
export interface Ranked {
  readonly candidate: Candidate;
  /** 0 to 1: the weighted sum of the parts. */
  readonly score: number;
  readonly parts: ScoreParts;
  readonly bestSentence: BestSentence;
  /** `null` where it was not looked at closely. */
  readonly look: CloseLook | null;
}

/** What each ranking gives to the score; their contributions add up to it. */
export type ScoreParts = Readonly<Record<keyof typeof WEIGHTS, ScorePart>>;

/** The sentence of a passage that comes nearest to the question. */
export interface BestSentence {
  /** Among the passage's sentences, from 0. */
  readonly number: number;
  readonly cosine: number;
  /** What it gains from the words that it shares with the question; 0 for a passage that was not looked at closely. */
  readonly words: number;
}

export interface FuseOptions {
  /** What was seen of the best candidates [nothing]. */
  readonly close?: CloseLooks | undefined;
  /** For measuring [nothing]. */
  readonly without?: Without | undefined;
}

/**
 * Orders candidates by vectors and keywords together: a weighted sum of scaled scores (convex combination; Bruch, Gai
 * and Ingber, 2023), which keeps how far apart scores are, as reciprocal ranks do not.
 */
export function fuse({ candidates }: StoreResult, { close, without = NOTHING_LEFT_OUT }: FuseOptions = {}): Ranked[] {
  const weigh = (part: Part, full: number, scaled: number): ScorePart => {
    const weight = without.has(part) ? 0 : full;
    return { scaled, weight, contribution: weight * scaled };
  };
  const looked = candidates.map((candidate) => {
    const look = close?.get(candidate.passage.id) ?? null;
    return { candidate, look, bestSentence: bestSentenceOf(candidate, look) };
  });
  const passage = scaler(candidates.map(({ cosine }) => cosine));
  const sentence = scaler(looked.map(({ bestSentence: { cosine, words } }) => cosine + words));
  const keywords = scaler([0, ...candidates.map(({ bm25 }) => bm25)]);
  return looked
    .map(({ candidate, look, bestSentence }) => {
      const parts = {
        passage: weigh("vectors", WEIGHTS.passage, passage(candidate.cosine)),
        sentence: weigh("sentences", WEIGHTS.sentence, sentence(bestSentence.cosine + bestSentence.words)),
        keywords: weigh("keywords", WEIGHTS.keywords, keywords(candidate.bm25)),
        proximity: weigh("proximity", WEIGHTS.proximity, look?.proximity ?? 0),
      };
      const score = Object.values(parts).reduce((sum, { contribution }) => sum + contribution, 0);
      return { candidate, parts, score, bestSentence, look };
    })
    .sort((a, b) => b.score - a.score || inOrder(a.candidate, b.candidate));
}

function bestSentenceOf({ sentenceCosines }: Candidate, look: CloseLook | null): BestSentence {
  let best: BestSentence = { number: -1, cosine: -1, words: 0 };
  for (const [number, cosine] of sentenceCosines.entries()) {
    const words = WORDS_IN_SENTENCE * (look?.sentenceShares[number] ?? 0);
    if (best.number < 0 || cosine + words > best.cosine + best.words) best = { number, cosine, words };
  }
  return best;
}

/** Of passages that say the same, the first one of a document comes first. */
function inOrder({ passage: a }: Candidate, { passage: b }: Candidate): number {
  if (a.documentId !== b.documentId) return a.documentId < b.documentId ? -1 : 1;
  return a.ordinal - b.ordinal;
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
