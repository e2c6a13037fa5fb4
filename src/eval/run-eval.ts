import type { Answer } from "../core/answer.js";
import { type AnswerMetrics, measureAnswer } from "./answer-metrics.js";
import { type GateMetrics, type GateOutcome, measureGate } from "./gate-metrics.js";
import type { LabelledQuestion } from "./labelled-set.js";
import { meanOf, measureRetrieval, type RetrievalMetrics, type RetrievedPassage } from "./retrieval-metrics.js";

/** Enough for the passages to fill the measure's budget, however short they are. */
const PASSAGES = 50;

/** What is measured: something that answers questions, and the same over an index without one document. */
export interface EvalSubject {
  ask(question: string, topK: number): Promise<Answer>;
  /** `null` leaves the removal of documents out of the measurement. */
  readonly without: ((document: string) => Promise<EvalSubject>) | null;
  close(): Promise<void>;
}

export interface EvalReport {
  readonly questions: number;
  /** Over the questions that the corpus answers; `null` where it answers none. */
  readonly retrieval: RetrievalMetrics | null;
  /** Over the questions with evidence that were answered. */
  readonly answers: AnswerMetrics | null;
  /** Questions as labelled, and each answerable one asked again without its document. */
  readonly gate: GateMetrics;
}

export interface EvalRun {
  readonly report: EvalReport;
  /** What was retrieved for each question, in their order. */
  readonly retrieved: readonly (readonly RetrievedPassage[])[];
}

/** Asks every question of a labelled set and measures what comes back. */
export async function runEval(questions: readonly LabelledQuestion[], subject: EvalSubject): Promise<EvalRun> {
  const retrieved: RetrievedPassage[][] = [];
  const retrieval: RetrievalMetrics[] = [];
  const answers: AnswerMetrics[] = [];
  const outcomes: GateOutcome[] = [];
  for (const labelled of questions) {
    const answer = await subject.ask(labelled.question, PASSAGES);
    const passages = answer.status === "answered" ? answer.passages : (answer.not_found?.nearest ?? []);
    const answerable = labelled.evidence.length > 0;
    if (answerable) {
      retrieval.push(measureRetrieval(labelled, passages));
      answers.push(measureAnswer(labelled, answer));
    }
    outcomes.push(outcomeOf(answer, answerable));
    retrieved.push(passages.map(({ path, start, end }) => ({ path, start, end })));
  }
  if (subject.without) outcomes.push(...(await askWithoutDocuments(questions, subject.without)));
  return {
    report: {
      questions: questions.length,
      retrieval: retrieval.length > 0 ? meanOf(retrieval) : null,
      answers: answers.length > 0 ? meanOf(answers) : null,
      gate: measureGate(outcomes),
    },
    retrieved,
  };
}

/** Each question over an index without the document that answers it: none of them can be answered then. */
async function askWithoutDocuments(
  questions: readonly LabelledQuestion[],
  without: NonNullable<EvalSubject["without"]>,
): Promise<GateOutcome[]> {
  const outcomes: GateOutcome[] = [];
  for (const document of new Set(questions.map((labelled) => labelled.document))) {
    if (document === null) continue;
    const subject = await without(document);
    try {
      for (const labelled of questions) {
        if (labelled.document === document) outcomes.push(outcomeOf(await subject.ask(labelled.question, 1), false));
      }
    } finally {
      await subject.close();
    }
  }
  return outcomes;
}

function outcomeOf({ status, confidence }: Answer, answerable: boolean): GateOutcome {
  return { answerable, answered: status === "answered", probability: confidence.probability };
}
