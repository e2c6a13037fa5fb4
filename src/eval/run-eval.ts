import { type AnswerMetrics, measureAnswer } from "./answer-metrics.js";
import type { EvalSubject } from "./eval-subject.js";
import { askGateCases, type GateCase } from "./gate-cases.js";
import { type GateMetrics, type GateOutcome, measureGate } from "./gate-metrics.js";
import type { LabelledQuestion } from "./labelled-set.js";
import { meanOf, measureRetrieval, type RetrievalMetrics, type RetrievedPassage } from "./retrieval-metrics.js";

/** Enough for the passages to fill the measure's budget, however short they are. */
const PASSAGES = 50;

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
  for (const labelled of questions) {
    const answer = await subject.ask(labelled.question, PASSAGES);
    const passages = answer.status === "answered" ? answer.passages : (answer.not_found?.nearest ?? []);
    const answerable = labelled.evidence.length > 0;
    if (answerable) {
      retrieval.push(measureRetrieval(labelled, passages));
      answers.push(measureAnswer(labelled, answer));
    }
    retrieved.push(passages.map(({ path, start, end }) => ({ path, start, end })));
  }
  const cases = await askGateCases(questions, subject);
  return {
    report: {
      questions: questions.length,
      retrieval: retrieval.length > 0 ? meanOf(retrieval) : null,
      answers: answers.length > 0 ? meanOf(answers) : null,
      gate: measureGate(cases.filter(({ kind }) => kind !== "paragraph_removed").map(outcomeOf)),
    },
    retrieved,
  };
}

function outcomeOf({ kind, judgement: { answered, confidence } }: GateCase): GateOutcome {
  return { answerable: kind === "answerable", answered, probability: confidence.probability };
}
