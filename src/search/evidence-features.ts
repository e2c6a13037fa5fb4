import type { Candidate, StoreResult } from "../index/store/index-store.js";
import { bestSentence, type Ranked } from "./fuse.js";

/** What the evidence gate looks at. The order is that of the trained weights. */
export const FEATURE_NAMES = [
  "passage_cosine",
  "sentence_cosine",
  "keyword_share",
  "terms_found",
  "missing_idf",
  "gap",
] as const;

export type Features = Readonly<Record<(typeof FEATURE_NAMES)[number], number>>;

/** The gap is measured to the mean cosine of this many candidates: what the corpus gives to any question. */
const PACK = 50;
/** BM25 gives a term at most its idf times this (k1 + 1). */
const SATURATION = 2.2;
const PRIOR_PASSAGES = 50;
/** Passages that may together hold the question's terms. */
const WITNESSES = 3;

/**
 * @param ranked best first, not empty
 * @param background cosine of a passage that has nothing to do with a question: what fills a pack that is too small
 */
export function evidenceFeatures(
  ranked: readonly Ranked[],
  { terms, passageCount }: StoreResult,
  background: number,
): Features {
  const cosines = ranked.map(({ candidate }) => candidate.cosine).sort((a, b) => b - a);
  const best = cosines[0] ?? 0;
  const pack = cosines.slice(0, PACK);
  const weights = terms.map(({ documentFrequency }) => rarity(documentFrequency, passageCount));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const witnesses = ranked.slice(0, WITNESSES).map(({ candidate }) => candidate);
  const found = terms.map((_, i) => witnesses.some(({ termScores }) => (termScores[i] ?? 0) > 0));
  const weightsWhere = (wanted: boolean) => weights.filter((_, i) => found[i] === wanted);
  const keywordShare = ({ termScores }: Candidate) =>
    terms.reduce((sum, { idf }, i) => sum + (weights[i]! * termScores[i]!) / (idf * SATURATION), 0) / total;
  return {
    passage_cosine: best,
    sentence_cosine: Math.max(...ranked.slice(0, PACK).map(({ candidate }) => bestSentence(candidate))),
    keyword_share: Math.max(...ranked.map(({ candidate }) => keywordShare(candidate))),
    terms_found: weightsWhere(true).reduce((sum, weight) => sum + weight, 0) / total,
    missing_idf: Math.max(0, ...weightsWhere(false)) / rarity(0, passageCount),
    gap: best - pack.reduce((sum, cosine) => sum + cosine - background, 0) / PACK - background,
  };
}

/** As idf, but steady in small corpora: as if there were `PRIOR_PASSAGES` more, without the word. */
function rarity(documentFrequency: number, passageCount: number): number {
  return Math.log((passageCount + PRIOR_PASSAGES) / (documentFrequency + 0.5));
}
