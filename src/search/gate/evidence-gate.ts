import type { Confidence } from "../../contract/answer.js";
import type { GateExplanation } from "../../contract/explanation.js";
import type { Inquiry } from "../inquiry.js";
import type { Ranking } from "../rank/rank-passages.js";
import { evidenceFeatures, type Features, type Gate } from "./evidence-features.js";
import { GATES } from "./gate-weights.js";

/** From these probabilities on, an answer is called so. */
const MEDIUM_FROM = 0.7;
const HIGH_FROM = 0.9;
/** Sentences of clean scans are recognised so surely, and with hardly an error (docs/measurements/ocr.md). */
const LEGIBLE_FROM = 0.85;

export interface GateDecision {
  readonly answered: boolean;
  readonly confidence: Confidence;
  /** `null` without candidates. */
  readonly features: Features | null;
  /** `null` where nothing was weighed: no candidates, or models that no gate was trained on. */
  readonly explanation: GateExplanation | null;
}

/**
 * Decides whether the corpus answers: whether the sentences that would be quoted do. With models that no gate was
 * trained on, every question that finds anything is answered, and the confidence says so. Where a phrase is asked for
 * that no passage holds, there is no evidence.
 */
export function judge(ranking: Ranking, { library, strictness = "balanced" }: Inquiry): GateDecision {
  const { selection, ranked, windows } = ranking;
  const length = selection.lacks ? 0 : ranked.length;
  const gate = gateFor(library.embedder.fingerprint.weights, windows ? (library.readingModel?.weights ?? null) : null);
  if (length === 0) {
    const confidence = gate ? ({ label: "low", probability: 0 } as const) : UNCALIBRATED;
    return { answered: false, confidence, features: null, explanation: null };
  }
  const features = evidenceFeatures(ranking);
  if (!gate) return { answered: true, confidence: UNCALIBRATED, features, explanation: null };
  const explanation = weigh(features, gate, gate.answeredFrom[strictness]);
  const { probability } = explanation;
  return {
    answered: probability >= explanation.answered_from,
    confidence: confidenceOf(probability),
    features,
    explanation,
  };
}

/**
 * The confidence in an answer whose words were read off a picture: where they may be misread, so may the answer be.
 * @param recognition how sure that is of each quoted sentence, 0 to 1; `null` for text
 */
export function asFarAsLegible(confidence: Confidence, recognition: readonly (number | null)[]): Confidence {
  const least = recognition.reduce<number>((min, sure) => Math.min(min, sure ?? 1), 1);
  if (confidence.probability === null || least >= LEGIBLE_FROM) return confidence;
  return confidenceOf((confidence.probability * least) / LEGIBLE_FROM);
}

function confidenceOf(probability: number): Confidence {
  const label = probability >= HIGH_FROM ? "high" : probability >= MEDIUM_FROM ? "medium" : "low";
  return { label, probability };
}

const UNCALIBRATED = { label: "uncalibrated", probability: null } as const;

/** The gate that looks at most of what these models say. */
/** The gate that was trained on what these models say; `undefined` for none. */
export function gateFor(embedder: string, reader: string | null): Gate | undefined {
  const fitting = GATES.filter(
    (gate) => (gate.embedder ?? embedder) === embedder && (gate.reader === null || gate.reader === reader),
  );
  return fitting.toSorted((a, b) => b.features.length - a.features.length)[0];
}

function weigh(seen: Features, { bias, features: weighed }: Gate, answeredFrom: number): GateExplanation {
  const features = weighed.map(({ name, coefficient, mean, deviation }) => {
    const value = seen[name] ?? mean;
    return { name, value, contribution: (coefficient * (value - mean)) / deviation };
  });
  const logit = features.reduce((sum, { contribution }) => sum + contribution, bias);
  return { bias, features, logit, probability: 1 / (1 + Math.exp(-logit)), answered_from: answeredFrom };
}
