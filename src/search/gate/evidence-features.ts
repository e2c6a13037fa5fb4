import type { Ranking } from "../rank/rank-passages.js";

/** What the evidence gate looks at. The order is that of the trained weights. */
export const FEATURE_NAMES = ["sentence_cosine", "sentence_gap", "sentence_share", "terms_found"] as const;

export type Features = Readonly<Record<(typeof FEATURE_NAMES)[number], number>>;

/** The gap is measured to the mean of this many best sentences: what the corpus gives to any question. */
const PACK = 50;
const PRIOR_PASSAGES = 50;
/** Passages that may together hold the question's terms. */
const WITNESSES = 3;

/**
 * What speaks for an answer: how near the best sentence comes to the question, how far it stands out, how many of the
 * question's words stand in one sentence, and how many in the best passages.
 * @param ranking not empty
 * @param background cosine of a sentence that has nothing to do with a question: what fills a pack that is too small
 */
export function evidenceFeatures({ ranked, result }: Pick<Ranking, "ranked" | "result">, background: number): Features {
  const { terms, passageCount } = result;
  const cosines = ranked.map(({ candidate }) => Math.max(-1, ...candidate.sentenceCosines)).sort((a, b) => b - a);
  const best = cosines[0]!;
  const above = cosines.slice(0, PACK).map((cosine) => cosine - background);
  const weights = terms.map(({ documentFrequency }) => rarity(documentFrequency, passageCount));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const witnesses = ranked.slice(0, WITNESSES).map(({ candidate }) => candidate);
  const found = weights.filter((_, i) => witnesses.some(({ termScores }) => termScores[i]! > 0));
  return {
    sentence_cosine: best,
    sentence_gap: best - background - above.reduce((sum, distance) => sum + distance, 0) / PACK,
    sentence_share: Math.max(0, ...ranked.flatMap(({ look }) => look?.sentenceShares ?? [])),
    terms_found: found.reduce((sum, weight) => sum + weight, 0) / total,
  };
}

/** As idf, but steady in small corpora: as if there were `PRIOR_PASSAGES` more, without the word. */
function rarity(documentFrequency: number, passageCount: number): number {
  return Math.log((passageCount + PRIOR_PASSAGES) / (documentFrequency + 0.5));
}

/** A trained gate; arrays are in the order of `FEATURE_NAMES`. */
export interface GateWeights {
  /** sha256 of the weights of the model whose vectors the gate was trained on. */
  readonly model: string;
  /** Cosine that the model gives to a question and a sentence that have little to do with each other. */
  readonly background: number;
  /**
   * From this probability on a question is answered. A little below one half: between 0.4 and 0.5 the shares of wrong
   * answers and wrong refusals are nearest to each other, and as many are right.
   */
  readonly answeredFrom: number;
  readonly bias: number;
  /** Of standardised features. */
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}
