import type { Answer } from "../contract/answer.js";
import type { Filters } from "../contract/filters.js";
import type { Judgement } from "../search/gate/evidence-gate.js";
import type { LabelledQuestion } from "./labelled-set.js";

/** What is measured: something that answers questions, also as if parts of its corpus were not there. */
export interface EvalSubject {
  /** @param filters which documents are asked [all] */
  ask(question: string, topK: number, filters?: Filters): Promise<Answer>;
  /** What the gate decides, and from what. */
  judge(question: string, filters?: Filters): Promise<Judgement>;
  /** The same, as if the paragraphs that hold the question's evidence were not in the corpus. */
  judgeWithoutParagraphs(labelled: LabelledQuestion): Promise<Judgement>;
  /** The same over an index that was built without one document. The caller closes it. */
  without(document: string): Promise<EvalSubject>;
  close(): Promise<void>;
}
