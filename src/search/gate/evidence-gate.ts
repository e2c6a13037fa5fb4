import type { Confidence } from "../../contract/answer.js";
import type { GateExplanation } from "../../contract/explanation.js";
import type { Inquiry } from "../inquiry.js";
import type { Ranking } from "../rank/rank-passages.js";
import { evidenceFeatures, FEATURE_NAMES, type Features, type GateWeights } from "./evidence-features.js";
import { GATE_WEIGHTS } from "./gate-weights.js";

/** From these probabilities on, an answer is called so. */
const MEDIUM_FROM = 0.7;
const HIGH_FROM = 0.9;

export interface GateDecision {
  readonly answered: boolean;
  readonly confidence: Confidence;
  /** Both `null` where nothing was weighed: no candidates, or a model that the weights were not trained on. */
  readonly features: Features | null;
  readonly explanation: GateExplanation | null;
}

/**
 * Decides whether the corpus answers: a logistic regression over how well the best evidence matches. With a model that
 * the weights were not trained on, every question that finds anything is answered, and the confidence says so. Where a
 * phrase is asked for that no passage holds, there is no evidence.
 */
export function judge({ selection, ranked, result }: Ranking, { library }: Pick<Inquiry, "library">): GateDecision {
  const length = selection.lacks ? 0 : ranked.length;
  const trained = GATE_WEIGHTS.find(({ model }) => model === library.embedder.fingerprint.weights);
  if (!trained) {
    const confidence = { label: "uncalibrated", probability: null } as const;
    return { answered: length > 0, confidence, features: null, explanation: null };
  }
  const features = length === 0 ? null : evidenceFeatures({ ranked, result }, trained.background);
  const explanation = features && weigh(features, trained);
  const probability = explanation?.probability ?? 0;
  const answered = probability >= trained.answeredFrom;
  const label = probability >= HIGH_FROM ? "high" : probability >= MEDIUM_FROM ? "medium" : "low";
  return { answered, confidence: { label, probability }, features, explanation };
}

function weigh(seen: Features, { answeredFrom, bias, coefficients, mean, deviation }: GateWeights): GateExplanation {
  const features = FEATURE_NAMES.map((name, i) => ({
    name,
    value: seen[name],
    contribution: (coefficients[i]! * (seen[name] - mean[i]!)) / deviation[i]!,
  }));
  const logit = features.reduce((sum, { contribution }) => sum + contribution, bias);
  return { bias, features, logit, probability: 1 / (1 + Math.exp(-logit)), answered_from: answeredFrom };
}
