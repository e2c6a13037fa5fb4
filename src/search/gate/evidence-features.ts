import type { Strictness } from "../../core/settings.js";
import type { Ranking } from "../rank/rank-passages.js";
import type { ReadWindow } from "../read/windows.js";

/** What vectors say, which depends on the embedding model. */
const OF_VECTORS = ["sentence_cosine", "sentence_gap"] as const;
/** What the question's words say. */
const OF_WORDS = ["sentence_share", "terms_found", "proximity", "keywords_share", "rarest_missing"] as const;
/** What the reader says. */
const OF_READER = [
  "reader_answers",
  "reader_lead",
  "reader_second",
  "reader_first",
  "reader_mean",
  "reader_nearness",
] as const;

/** What the evidence gate may look at, in the order in which it is kept for training. */
export const FEATURE_NAMES = [...OF_VECTORS, ...OF_WORDS, ...OF_READER] as const;

export type FeatureName = (typeof FEATURE_NAMES)[number];
/** `null` where nothing was read. */
export type Features = Readonly<Record<FeatureName, number | null>>;

/** The gap is measured to the mean of this many best sentences: what the corpus gives to any question. */
const PACK = 50;
const PRIOR_PASSAGES = 50;
/** Passages that may together hold the question's terms. */
const WITNESSES = 3;
/** Cosine of a sentence that has nothing to do with a question (shipped model): fills a pack that is too small. */
const BACKGROUND = 0.77;

/** What speaks for an answer. @param ranking not empty */
export function evidenceFeatures({
  ranked,
  result,
  windows,
}: Pick<Ranking, "ranked" | "result" | "windows">): Features {
  const { terms, passageCount, maxBm25 } = result;
  const cosines = ranked.map(({ candidate }) => Math.max(-1, ...candidate.sentenceCosines)).sort((a, b) => b - a);
  const best = cosines[0]!;
  const above = cosines.slice(0, PACK).map((cosine) => cosine - BACKGROUND);
  const weights = terms.map(({ documentFrequency }) => rarity(documentFrequency, passageCount));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const witnesses = ranked.slice(0, WITNESSES).map(({ candidate }) => candidate);
  const found = weights.filter((_, i) => witnesses.some(({ termScores }) => termScores[i]! > 0));
  const looks = ranked.flatMap(({ look }) => look ?? []);
  const missing = terms.filter(({ documentFrequency }) => documentFrequency === 0);
  return {
    sentence_cosine: best,
    sentence_gap: best - BACKGROUND - above.reduce((sum, distance) => sum + distance, 0) / PACK,
    sentence_share: Math.max(0, ...looks.flatMap(({ sentenceShares }) => sentenceShares)),
    terms_found: found.reduce((sum, weight) => sum + weight, 0) / total,
    proximity: Math.max(0, ...looks.map(({ proximity }) => proximity)),
    keywords_share: maxBm25 > 0 ? Math.max(...ranked.map(({ candidate }) => candidate.bm25)) / maxBm25 : 0,
    rarest_missing: Math.max(0, ...missing.map(({ idf }) => idf)),
    ...readerFeatures(windows),
  };
}

function readerFeatures(windows: readonly ReadWindow[] | null): Pick<Features, (typeof OF_READER)[number]> {
  const byCertainty = windows?.toSorted((a, b) => b.certainty - a.certainty) ?? [];
  const [best, second = best] = byCertainty;
  if (!windows || !best) {
    const none = { reader_answers: null, reader_lead: null, reader_second: null, reader_first: null };
    return { ...none, reader_mean: null, reader_nearness: null };
  }
  return {
    reader_answers: Math.max(...windows.map(({ answers }) => answers)),
    reader_lead: Math.max(...windows.map(({ lead }) => lead)),
    reader_second: second!.certainty,
    reader_first: windows[0]!.certainty,
    reader_mean: windows.reduce((sum, { certainty }) => sum + certainty, 0) / windows.length,
    reader_nearness: best.nearness,
  };
}

/** As idf, but steady in small corpora: as if there were `PRIOR_PASSAGES` more, without the word. */
function rarity(documentFrequency: number, passageCount: number): number {
  return Math.log((passageCount + PRIOR_PASSAGES) / (documentFrequency + 0.5));
}

/** A trained gate: a logistic regression over standardised features. */
export interface Gate {
  /** sha256 of the weights of the embedding model whose vectors it was trained on; `null` where it looks at no vector. */
  readonly embedder: string | null;
  /** Of the reader; `null` where it looks at none. */
  readonly reader: string | null;
  /** From this probability on a question is answered. */
  readonly answeredFrom: Readonly<Record<Strictness, number>>;
  readonly bias: number;
  readonly features: readonly GateFeature[];
}

interface GateFeature {
  readonly name: FeatureName;
  /** Of the standardised feature. */
  readonly coefficient: number;
  readonly mean: number;
  readonly deviation: number;
}
