import type { Answer } from "../contract/answer.js";
import type { Filters } from "../contract/filters.js";
import type { Verdict } from "../contract/verification.js";
import type { GateDecision } from "../search/gate/evidence-gate.js";
import type { LabelledQuestion } from "./labelled-set.js";
import type { WriteTrial } from "./write-trial.js";

/**
 * What the gate was asked: a question as it is labelled (`answerable`, `unanswerable`), or an answerable one over an
 * index without its document, or without the paragraphs that hold its evidence.
 */
export type CaseKind = "answerable" | "unanswerable" | "document_removed" | "paragraph_removed";

export interface GateCase {
  readonly kind: CaseKind;
  /** Place of the question in the labelled set, from 0. */
  readonly question: number;
  readonly judgement: GateDecision;
}

/**
 * Asks the gate every case that a labelled set gives.
 * @param removal also without the answering documents and paragraphs; `paragraphs` without these alone [true]
 */
export async function askGateCases(
  questions: readonly LabelledQuestion[],
  subject: EvalSubject,
  removal: boolean | "paragraphs" = true,
): Promise<readonly GateCase[]> {
  const cases: GateCase[] = [];
  for (const [question, labelled] of questions.entries()) {
    const answerable = labelled.evidence.length > 0;
    const kind = answerable ? "answerable" : "unanswerable";
    cases.push({ kind, question, judgement: await subject.judge(labelled.question, labelled.filters) });
    if (!answerable || !removal) continue;
    const judgement = await subject.judgeWithoutParagraphs(labelled);
    cases.push({ kind: "paragraph_removed", question, judgement });
  }
  return removal === true ? [...cases, ...(await withoutDocuments(questions, subject))] : cases;
}

async function withoutDocuments(questions: readonly LabelledQuestion[], subject: EvalSubject): Promise<GateCase[]> {
  const cases: GateCase[] = [];
  for (const document of new Set(questions.map((labelled) => labelled.document))) {
    if (document === null) continue;
    const copy = await subject.without(document);
    try {
      for (const [question, labelled] of questions.entries()) {
        if (labelled.document !== document || labelled.evidence.length === 0) continue;
        cases.push({
          kind: "document_removed",
          question,
          judgement: await copy.judge(labelled.question, labelled.filters),
        });
      }
    } finally {
      await copy.close();
    }
  }
  return cases;
}

/** What is measured: something that answers questions, also as if parts of its corpus were not there. */
export interface EvalSubject {
  /** @param filters which documents are asked [all] */
  ask(question: string, topK: number, filters?: Filters): Promise<Answer>;
  /** What the gate decides, and from what. */
  judge(question: string, filters?: Filters): Promise<GateDecision>;
  /** The same, as if the paragraphs that hold the question's evidence were not in the corpus. */
  judgeWithoutParagraphs(labelled: LabelledQuestion): Promise<GateDecision>;
  /** The same over an index that was built without one document. The caller closes it. */
  without(document: string): Promise<EvalSubject>;
  /**
   * Has a question answered in words, and looks at that again.
   * @param hidden as if the paragraphs with its evidence weren't there; `null` where it is answered from what is left
   */
  write(labelled: LabelledQuestion, hidden?: boolean): Promise<WriteTrial | null>;
  /** The verdict on a statement of one sentence. */
  verify(statement: string): Promise<Verdict>;
  close(): Promise<void>;
}
