import { FEATURE_NAMES, type FeatureName } from "../../search/gate/evidence-features.js";
import type { CaseKind, GateCase } from "../gate-cases.js";

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

/**
 * Area under the receiver operating characteristic: the probability that a positive scores above a negative, a tie
 * counting half (Hanley and McNeil, 1982). `null` without both.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let above = 0;
  for (const positive of positives) {
    for (const negative of negatives) above += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return above / (positives.length * negatives.length);
}

/** How well one of the gate's features tells answerable questions apart when it stands alone; what the gate has to beat. */
export interface FeatureMetrics {
  readonly name: string;
  /** AUROC against the same questions without the document; of a feature that falls with the evidence, reversed. */
  readonly document_removed: number | null;
  /** … and without the paragraphs that answer. */
  readonly paragraph_removed: number | null;
}

export function measureFeatures(cases: readonly GateCase[]): FeatureMetrics[] {
  const values = (kind: CaseKind, name: FeatureName) =>
    cases.flatMap((one) => (one.kind === kind ? (one.judgement.features?.[name] ?? []) : []));
  if (cases.every(({ judgement }) => judgement.features === null)) return [];
  const used = FEATURE_NAMES.filter((name) => cases.some(({ judgement }) => judgement.features?.[name] != null));
  return used.map((name) => {
    const alone = (kind: CaseKind) => {
      const area = auroc(values("answerable", name), values(kind, name));
      return area === null ? null : Math.max(area, 1 - area);
    };
    return { name, document_removed: alone("document_removed"), paragraph_removed: alone("paragraph_removed") };
  });
}
