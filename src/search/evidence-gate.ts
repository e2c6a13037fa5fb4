import type { Confidence } from "../core/answer.js";
import type { ModelFingerprint } from "../embedding/embedder.js";
import type { StoreResult } from "../index/store/index-store.js";
import { evidenceFeatures, FEATURE_NAMES, type Features } from "./evidence-features.js";
import type { Ranked } from "./fuse.js";
import { GATE_WEIGHTS, type GateWeights } from "./gate-weights.js";

/** From these probabilities on, the evidence answers, and is called so. */
const ANSWERED_FROM = 0.5;
const MEDIUM_FROM = 0.7;
const HIGH_FROM = 0.9;

export interface Judgement {
  readonly answered: boolean;
  readonly confidence: Confidence;
}

/**
 * Decides whether the corpus answers: a logistic regression over how well the best evidence matches. With a model that
 * the weights were not trained on, every question that finds anything is answered, and the confidence says so.
 * @param ranked best first
 */
export function judge(ranked: readonly Ranked[], result: StoreResult, { weights }: ModelFingerprint): Judgement {
  const trained = GATE_WEIGHTS.find(({ model }) => model === weights);
  if (!trained) return { answered: ranked.length > 0, confidence: { label: "uncalibrated", probability: null } };
  const probability =
    ranked.length === 0 ? 0 : probabilityOf(evidenceFeatures(ranked, result, trained.background), trained);
  const answered = probability >= ANSWERED_FROM;
  const label = probability >= HIGH_FROM ? "high" : probability >= MEDIUM_FROM ? "medium" : "low";
  return { answered, confidence: { label, probability } };
}

function probabilityOf(features: Features, { bias, coefficients, mean, deviation }: GateWeights): number {
  let logit = bias;
  FEATURE_NAMES.forEach((name, i) => {
    logit += (coefficients[i]! * (features[name] - mean[i]!)) / deviation[i]!;
  });
  return 1 / (1 + Math.exp(-logit));
}
