import { auroc } from "./auroc.js";

/** How sure the gate was of one question, and whether the corpus answers it. */
export interface GateOutcome {
  readonly answerable: boolean;
  readonly answered: boolean;
  /** `null` when the gate is not calibrated for the model. */
  readonly probability: number | null;
}

export interface GateMetrics {
  readonly answerable: number;
  readonly unanswerable: number;
  /** Probability that an answerable question gets more than an unanswerable one; `null` without both, or uncalibrated. */
  readonly auroc: number | null;
  /** `null` where nothing was asked. */
  readonly accuracy: number | null;
  /** Share of the unanswerable that were answered. */
  readonly false_answers: number | null;
  /** Share of the answerable that were refused. */
  readonly false_refusals: number | null;
}

export function measureGate(outcomes: readonly GateOutcome[]): GateMetrics {
  const answerable = outcomes.filter((outcome) => outcome.answerable);
  const unanswerable = outcomes.filter((outcome) => !outcome.answerable);
  const share = (part: readonly GateOutcome[], whole: readonly GateOutcome[]) =>
    whole.length > 0 ? part.length / whole.length : null;
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    auroc: aurocOf(answerable, unanswerable),
    accuracy: share(
      outcomes.filter((outcome) => outcome.answered === outcome.answerable),
      outcomes,
    ),
    false_answers: share(
      unanswerable.filter((outcome) => outcome.answered),
      unanswerable,
    ),
    false_refusals: share(
      answerable.filter((outcome) => !outcome.answered),
      answerable,
    ),
  };
}

function aurocOf(positives: readonly GateOutcome[], negatives: readonly GateOutcome[]): number | null {
  const probabilities = (outcomes: readonly GateOutcome[]) => outcomes.flatMap(({ probability }) => probability ?? []);
  const [above, below] = [probabilities(positives), probabilities(negatives)];
  const known = above.length === positives.length && below.length === negatives.length;
  return known ? auroc(above, below) : null;
}
