import type { StoreResult } from "../index/store/index-store.js";
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
/** Passages that may together hold the question's terms. */
const WITNESSES = 3;

/**
 * @param ranked best first, not empty
 * @param background cosine of a passage that has nothing to do with a question: what fills a pack that is too small
 */
export function evidenceFeatures(
  ranked: readonly Ranked[],
  { terms, maxBm25, passageCount }: StoreResult,
  background: number,
): Features {
  const cosines = ranked.map(({ candidate }) => candidate.cosine).sort((a, b) => b - a);
  const best = cosines[0] ?? 0;
  const pack = cosines.slice(0, PACK);
  const witnesses = ranked.slice(0, WITNESSES).map(({ candidate }) => candidate);
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  const found = terms.map((_, i) => witnesses.some(({ termScores }) => (termScores[i] ?? 0) > 0));
  const idfWhere = (wanted: boolean) => terms.filter((_, i) => found[i] === wanted).map(({ idf }) => idf);
  const largestIdf = Math.log(1 + passageCount / 0.5);
  return {
    passage_cosine: best,
    sentence_cosine: Math.max(...ranked.slice(0, PACK).map(({ candidate }) => bestSentence(candidate))),
    keyword_share: maxBm25 > 0 ? Math.max(...ranked.map(({ candidate }) => candidate.bm25)) / maxBm25 : 0,
    terms_found: total > 0 ? idfWhere(true).reduce((sum, idf) => sum + idf, 0) / total : 0,
    missing_idf: largestIdf > 0 ? Math.max(0, ...idfWhere(false)) / largestIdf : 0,
    gap: best - pack.reduce((sum, cosine) => sum + cosine - background, 0) / PACK - background,
  };
}
