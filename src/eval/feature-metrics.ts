import { FEATURE_NAMES } from "../search/gate/evidence-features.js";
import { auroc } from "./auroc.js";
import type { CaseKind, GateCase } from "./gate-cases.js";

/** How well one of the gate's features tells answerable questions apart when it stands alone; what the gate has to beat. */
export interface FeatureMetrics {
  readonly name: string;
  /** AUROC against the same questions without the document; of a feature that falls with the evidence, reversed. */
  readonly document_removed: number | null;
  /** … and without the paragraphs that answer. */
  readonly paragraph_removed: number | null;
}

/** Empty for a model that the gate is not calibrated for. */
export function measureFeatures(cases: readonly GateCase[]): FeatureMetrics[] {
  const values = (kind: CaseKind, name: (typeof FEATURE_NAMES)[number]) =>
    cases.flatMap((one) => (one.kind === kind ? (one.judgement.features?.[name] ?? []) : []));
  if (cases.every(({ judgement }) => judgement.features === null)) return [];
  return FEATURE_NAMES.map((name) => {
    const alone = (kind: CaseKind) => {
      const area = auroc(values("answerable", name), values(kind, name));
      return area === null ? null : Math.max(area, 1 - area);
    };
    return { name, document_removed: alone("document_removed"), paragraph_removed: alone("paragraph_removed") };
  });
}
