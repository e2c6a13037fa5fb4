import type { Confidence } from "../../contract/answer.js";

/** A probability that was given, and what was true. */
export interface Forecast {
  readonly probability: number;
  readonly label: Confidence["label"];
  readonly answered: boolean;
  /** Whether the corpus answers the question. */
  readonly answerable: boolean;
  /** Whether the cited sentences also hold at least half of a piece of its evidence. */
  readonly right: boolean;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly questions: number;
  /** Means over the bin's questions. */
  readonly probability: number;
  readonly true_share: number;
}

export interface Reliability {
  /** Expected calibration error (Naeini, Cooper and Hauskrecht, 2015): mean distance of a bin's two means. */
  readonly error: number;
  /** Those that are not empty. */
  readonly bins: readonly CalibrationBin[];
}

/** The answers that carry one label. */
export interface LabelShare {
  readonly label: Confidence["label"];
  readonly answers: number;
  readonly probability: number;
  readonly answerable: number;
  readonly right: number;
}

export interface Calibration {
  /** The probability read as "the corpus answers this", over all questions. */
  readonly answerable: Reliability;
  /** Read as "this answer is right", over those that were answered; `null` when none was. */
  readonly right: Reliability | null;
  readonly labels: readonly LabelShare[];
}

const BINS = 10;

/** `null` without forecasts: the gate is not calibrated for the model. */
export function measureCalibration(forecasts: readonly Forecast[]): Calibration | null {
  if (forecasts.length === 0) return null;
  const answers = forecasts.filter(({ answered }) => answered);
  const labels = (["high", "medium", "low"] as const).flatMap((label): LabelShare[] => {
    const held = answers.filter((answer) => answer.label === label);
    if (held.length === 0) return [];
    const probability = mean(held, (one) => one.probability);
    const answerable = mean(held, (one) => Number(one.answerable));
    return [{ label, answers: held.length, probability, answerable, right: mean(held, (one) => Number(one.right)) }];
  });
  return {
    answerable: reliability(forecasts, ({ answerable }) => answerable),
    right: answers.length > 0 ? reliability(answers, ({ right }) => right) : null,
    labels,
  };
}

function reliability(forecasts: readonly Forecast[], holds: (forecast: Forecast) => boolean): Reliability {
  const bins = Array.from({ length: BINS }, (_, bin): CalibrationBin[] => {
    const held = forecasts.filter(({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin);
    if (held.length === 0) return [];
    const probability = mean(held, (one) => one.probability);
    const true_share = mean(held, (one) => Number(holds(one)));
    return [{ from: bin / BINS, to: (bin + 1) / BINS, questions: held.length, probability, true_share }];
  }).flat();
  const error = bins.reduce(
    (sum, { questions, probability, true_share }) => sum + questions * Math.abs(probability - true_share),
    0,
  );
  return { error: error / forecasts.length, bins };
}

function mean<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0) / values.length;
}
