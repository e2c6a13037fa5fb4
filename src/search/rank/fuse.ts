import type { ScorePart } from "../../contract/explanation.js";
import type { PassageId } from "../../contract/ids.js";
import type { Candidate, StoreResult } from "../../store/index-store.js";
import type { CloseLook, CloseLooks } from "./close-look.js";
import { termShare } from "./read-texts.js";

/** How much each ranking counts. They are scaled to 0..1 over one question's candidates before they are added. */
export const WEIGHTS: Weights = { passage: 0.3, sentence: 0.23, keywords: 0.38, proximity: 0.09, reader: 0 };
/** Where the best passage by keywords holds less of the question than this share, by rarity, keywords count less. */
const HELD_FOR_FULL_WEIGHT = 0.65;
/** What a sentence that holds all of the question's words gains, on the scale of cosines. */
const WORDS_IN_SENTENCE = 0.3;

/** What the reader counts where it has read, beside all other rankings together. */
const READER = 0.2;

/** A candidate with its place among the others. */
export interface Ranked {
  readonly candidate: Candidate;
  /** 0 to 1: the weighted sum of `scaled`. */
  readonly score: number;
  readonly scaled: Scaled;
  readonly bestSentence: BestSentence;
  /** `null` where it was not looked at closely. */
  readonly look: CloseLook | null;
}

/**
 * How near a passage comes, and its best sentence; the words that it holds, and how near these stand to each other; how
 * surely the reader sees the answer in it.
 */
type RankingName = "passage" | "sentence" | "keywords" | "proximity" | "reader";

export type Weights = Readonly<Record<RankingName, number>>;

/** What each ranking says of a candidate, 0 to 1. */
export type Scaled = Readonly<Record<RankingName, number>>;

/** The sentence of a passage that comes nearest to the question. */
export interface BestSentence {
  /** Among the passage's sentences, from 0. */
  readonly number: number;
  readonly cosine: number;
  /** What it gains from the words that it shares with the question; 0 for a passage that was not looked at closely. */
  readonly words: number;
}

const NO_SENTENCE: BestSentence = { number: -1, cosine: -1, words: 0 };

export interface FuseOptions {
  /** What was seen of the best candidates [nothing]. */
  readonly close?: CloseLooks | undefined;
  /** [`WEIGHTS`] */
  readonly weights?: Weights | undefined;
  /** How surely the reader sees the answer in a passage, 0 to 1 [nothing was read]. */
  readonly read?: ReadonlyMap<PassageId, number> | undefined;
}

/**
 * Orders candidates by vectors and keywords together: a weighted sum of scaled scores (convex combination; Bruch, Gai
 * and Ingber, 2023), which keeps how far apart scores are, as reciprocal ranks do not.
 */
export function fuse({ candidates }: StoreResult, { close, read, weights = WEIGHTS }: FuseOptions = {}): Ranked[] {
  const looked = candidates.map((candidate) => {
    const look = close?.get(candidate.passage.id) ?? null;
    return { candidate, look, bestSentence: bestSentenceOf(candidate, look) };
  });
  const passage = scaler(candidates.map(({ cosine }) => cosine));
  const sentence = scaler(looked.map(({ bestSentence: { cosine, words } }) => cosine + words));
  const keywords = scaler([0, ...candidates.map(({ bm25 }) => bm25)]);
  return looked
    .map(({ candidate, look, bestSentence }) => {
      const scaled = {
        passage: passage(candidate.cosine),
        sentence: sentence(bestSentence.cosine + bestSentence.words),
        keywords: keywords(candidate.bm25),
        proximity: look?.proximity ?? 0,
        reader: read?.get(candidate.passage.id) ?? 0,
      };
      const score =
        weights.passage * scaled.passage +
        weights.sentence * scaled.sentence +
        weights.keywords * scaled.keywords +
        weights.proximity * scaled.proximity +
        weights.reader * scaled.reader;
      return { candidate, scaled, score, bestSentence, look };
    })
    .sort((a, b) => b.score - a.score || inOrder(a.candidate, b.candidate));
}

/**
 * The weights for one question. Scaled to 0..1, the best passage by keywords counts in full however little of the
 * question it holds; where documents use other words than the question, that is little, and vectors know more.
 */
export function balance(weights: Weights, { candidates, terms }: StoreResult): Weights {
  const heldBy = ({ termScores }: Candidate) => termShare(terms, (_, at) => termScores[at]! > 0);
  const held = Math.max(0, ...candidates.map(heldBy));
  const nearness = weights.passage + weights.sentence;
  if (held >= HELD_FOR_FULL_WEIGHT || nearness === 0) return weights;
  const ofWords = held / HELD_FOR_FULL_WEIGHT;
  const ofNearness = 1 + ((1 - ofWords) * (weights.keywords + weights.proximity)) / nearness;
  return {
    passage: weights.passage * ofNearness,
    sentence: weights.sentence * ofNearness,
    keywords: weights.keywords * ofWords,
    proximity: weights.proximity * ofWords,
    reader: weights.reader,
  };
}

/** The weights with the reader's beside them: they add up to what they did. */
export function withReader(weights: Weights): Weights {
  const rest = 1 - READER;
  return {
    passage: weights.passage * rest,
    sentence: weights.sentence * rest,
    keywords: weights.keywords * rest,
    proximity: weights.proximity * rest,
    reader: READER,
  };
}

/** What each ranking gives to the score; the contributions add up to it. @param weights that the score was made with */
export function scoreParts(scaled: Scaled, weights: Weights): Record<RankingName, ScorePart> {
  const part = (ranking: RankingName): ScorePart => {
    const weight = weights[ranking];
    return { scaled: scaled[ranking], weight, contribution: weight * scaled[ranking] };
  };
  return {
    passage: part("passage"),
    sentence: part("sentence"),
    keywords: part("keywords"),
    proximity: part("proximity"),
    reader: part("reader"),
  };
}

function bestSentenceOf({ sentenceCosines }: Candidate, look: CloseLook | null): BestSentence {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  const wordsOf = (number: number) => WORDS_IN_SENTENCE * (look?.sentenceShares[number] ?? 0);
  for (let number = 0; number < sentenceCosines.length; number++) {
    const total = sentenceCosines[number]! + wordsOf(number);
    if (total > most) {
      most = total;
      best = number;
    }
  }
  return best < 0 ? NO_SENTENCE : { number: best, cosine: sentenceCosines[best]!, words: wordsOf(best) };
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
