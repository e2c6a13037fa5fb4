/** Figures of a report that are compared with a baseline and may have limits. */
const HEADLINES = [
  { name: "recall", path: ["retrieval", "recall"], title: "recall", better: "higher" },
  { name: "top1", path: ["retrieval", "top1"], title: "top-1 coverage", better: "higher" },
  { name: "document1", path: ["retrieval", "document1"], title: "right document first", better: "higher" },
  { name: "hit1", path: ["retrieval", "hit1"], title: "hit@1", better: "higher" },
  { name: "mrr", path: ["retrieval", "mrr"], title: "MRR", better: "higher" },
  { name: "ndcg10", path: ["retrieval", "ndcg10"], title: "nDCG@10", better: "higher" },
  { name: "precision", path: ["retrieval", "precision"], title: "precision", better: "higher" },
  { name: "cited", path: ["answers", "cited"], title: "evidence cited", better: "higher" },
  { name: "cited_hit", path: ["answers", "hit"], title: "answers that cite evidence", better: "higher" },
  { name: "cited_whole", path: ["answers", "complete"], title: "answers that cite all of it", better: "higher" },
  { name: "first_holds", path: ["answers", "first"], title: "answers whose first sentence holds it", better: "higher" },
  { name: "auroc", path: ["gate", "auroc"], title: "gate AUROC", better: "higher" },
  { name: "accuracy", path: ["gate", "accuracy"], title: "gate accuracy", better: "higher" },
  { name: "false_answers", path: ["gate", "false_answers"], title: "false answers", better: "lower" },
  { name: "false_refusals", path: ["gate", "false_refusals"], title: "false refusals", better: "lower" },
  { name: "harder_auroc", path: ["paragraphs", "auroc"], title: "paragraphs gone: AUROC", better: "higher" },
  { name: "harder_accuracy", path: ["paragraphs", "accuracy"], title: "  … accuracy", better: "higher" },
  {
    name: "harder_false_answers",
    path: ["paragraphs", "false_answers"],
    title: "  … false answers",
    better: "lower",
  },
  {
    name: "calibration_error",
    path: ["calibration", "answerable", "error"],
    title: "calibration error",
    better: "lower",
  },
  {
    name: "right_calibration_error",
    path: ["calibration", "right", "error"],
    title: "  … of being right",
    better: "lower",
  },
  {
    name: "true_supported",
    path: ["support", "true_supported"],
    title: "true statements supported",
    better: "higher",
  },
  {
    name: "false_supported",
    path: ["support", "false_supported"],
    title: "false statements supported",
    better: "lower",
  },
  {
    name: "rejected_again",
    path: ["rejected", "again"],
    title: "rejected answers given again",
    better: "lower",
  },
] as const satisfies readonly HeadlineRule[];

interface HeadlineRule {
  readonly name: string;
  /** Where the report has it. */
  readonly path: readonly string[];
  readonly title: string;
  readonly better: "higher" | "lower";
}

export type HeadlineName = (typeof HEADLINES)[number]["name"];
export const HEADLINE_NAMES: readonly HeadlineName[] = HEADLINES.map(({ name }) => name);

export interface Headline {
  readonly name: HeadlineName;
  /** For people. */
  readonly title: string;
  readonly better: "higher" | "lower";
  /** 0 to 1. */
  readonly value: number;
  /** What it was measured over: figures over different questions are not compared. */
  readonly over: string;
}

/** Those that a report has. @param report of this version or an earlier one, which may lack some */
export function headlinesOf(report: object): Headline[] {
  const at = (...path: readonly string[]) => path.reduce<unknown>((found, key) => Object(found)[key], report);
  return HEADLINES.flatMap(({ path, ...rule }): Headline[] => {
    const value = at(...path);
    // Figures of the gate depend on which questions were asked again without their documents.
    const asked = path[0] === "retrieval" || path[0] === "answers" ? [] : [at("gate", "unanswerable")];
    const [part] = path;
    if (part === "rejected" || part === "support") {
      const over = String(at(part, part === "rejected" ? "questions" : "statements"));
      return typeof value === "number" ? [{ ...rule, value, over }] : [];
    }
    const over = [at("questions"), at("gate", "answerable"), ...asked].join(" ");
    return typeof value === "number" ? [{ ...rule, value, over }] : [];
  });
}
