import type { Assistant } from "../assistant/assistant.js";
import { type GateMetrics, type GateOutcome, measureGate } from "./gate-metrics.js";
import type { LabelledQuestion } from "./labelled-set.js";
import { meanOf, measureRetrieval, type RetrievalMetrics, type RetrievedPassage } from "./retrieval-metrics.js";

/** Enough for the passages to fill the measure's budget, however short they are. */
const PASSAGES = 50;

export interface EvalReport {
  readonly questions: number;
  /** Over the questions that the corpus answers; `null` where it answers none. */
  readonly retrieval: RetrievalMetrics | null;
  readonly gate: GateMetrics;
}

export interface EvalRun {
  readonly report: EvalReport;
  /** What was retrieved for each question, in their order. */
  readonly retrieved: readonly (readonly RetrievedPassage[])[];
}

/** Asks every question of a labelled set and measures what comes back. */
export async function runEval(
  questions: readonly LabelledQuestion[],
  assistant: Assistant,
  onQuestion: (done: number) => void = () => {},
): Promise<EvalRun> {
  const retrieved: RetrievedPassage[][] = [];
  const metrics: RetrievalMetrics[] = [];
  const outcomes: GateOutcome[] = [];
  for (const labelled of questions) {
    const answer = await assistant.ask({ question: labelled.question, topK: PASSAGES });
    const passages = answer.status === "answered" ? answer.passages : (answer.not_found?.nearest ?? []);
    const answerable = labelled.evidence.length > 0;
    if (answerable) metrics.push(measureRetrieval(labelled, passages));
    outcomes.push({ answerable, answered: answer.status === "answered", probability: answer.confidence.probability });
    retrieved.push(passages.map(({ path, start, end }) => ({ path, start, end })));
    onQuestion(retrieved.length);
  }
  return {
    report: {
      questions: questions.length,
      retrieval: metrics.length > 0 ? meanOf(metrics) : null,
      gate: measureGate(outcomes),
    },
    retrieved,
  };
}
