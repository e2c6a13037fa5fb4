import type { Answer } from "../contract/answer.js";
import type { Verdict } from "../contract/verification.js";
import { askGateCases, type CaseKind, type EvalSubject, type GateCase } from "./gate-cases.js";
import { isGivenAgain, type RejectedAnswer, type RejectionMetrics } from "./kept-judgements.js";
import type { LabelledQuestion } from "./labelled-set.js";
import { type LabelledStatement, measureSupport, type SupportMetrics } from "./labelled-statements.js";
import { type AnswerMetrics, measureAnswer } from "./metrics/answer-metrics.js";
import { type Breakdown, breakDown } from "./metrics/breakdown.js";
import { type Calibration, type Forecast, measureCalibration } from "./metrics/calibration.js";
import {
  type FeatureMetrics,
  type GateMetrics,
  type GateOutcome,
  measureFeatures,
  measureGate,
} from "./metrics/gate-metrics.js";
import { type AskedQuestion, type KindGroup, measureKinds, measurePairs, type PairLoss } from "./metrics/kinds.js";
import { outcomeOfQuestion, type QuestionOutcome } from "./metrics/outcomes.js";
import { meanOf, measureRetrieval, type RetrievalMetrics, type RetrievedPassage } from "./metrics/retrieval-metrics.js";
import { measureWriting, type WritingMetrics } from "./metrics/writing-metrics.js";
import type { WriteTrial } from "./write-trial.js";

/** Enough for the passages to fill the measure's budget, however short they are. */
const PASSAGES = 50;

export interface EvalReport {
  readonly questions: number;
  /** Over the questions that the corpus answers; `null` where it answers none. */
  readonly retrieval: RetrievalMetrics | null;
  /** Over the same questions. */
  readonly answers: AnswerMetrics | null;
  /** Questions as labelled, and each answerable one asked again without its document. */
  readonly gate: GateMetrics;
  /** Harder: each answerable question, and again with only the paragraphs gone that hold its evidence; else `null`. */
  readonly paragraphs: GateMetrics | null;
  /** Over the questions of `gate`; `null` when the gate is not calibrated for the model. */
  readonly calibration: Calibration | null;
  readonly features: readonly FeatureMetrics[];
  readonly by: Breakdown;
  /** By the kinds that the set gives its questions. */
  readonly kinds: readonly KindGroup[];
  readonly pairs: readonly PairLoss[];
  /** Question by question, in their order. */
  readonly outcomes: readonly QuestionOutcome[];
  /** Over the answers that were called wrong, which count nowhere else; `null` without. */
  readonly rejected: RejectionMetrics | null;
  /** Over the set's statements; `null` without. */
  readonly support: SupportMetrics | null;
  /** Over the answers that a model wrote; `null` where none was to. */
  readonly writing: WritingMetrics | null;
}

export interface EvalRun {
  readonly report: EvalReport;
  /** What was retrieved for each question, in their order. */
  readonly retrieved: readonly (readonly RetrievedPassage[])[];
}

export interface EvalOptions {
  /** Ask answerable questions again without their documents and paragraphs [true]. */
  readonly removal?: boolean;
  /** Answers that are not to be given again [none]. */
  readonly rejected?: readonly RejectedAnswer[];
  /** Statements to verify [none]. */
  readonly statements?: readonly LabelledStatement[];
  /** Have the answers written as well [false]. */
  readonly write?: boolean;
  /** Told of each answer that was to be written, once that has come of it. */
  readonly onWritten?: (question: LabelledQuestion, trial: WriteTrial) => Promise<void>;
}

/** Asks every question of a labelled set and measures what comes back. */
export async function runEval(
  questions: readonly LabelledQuestion[],
  subject: EvalSubject,
  { removal = true, rejected = [], statements = [], write = false, onWritten }: EvalOptions = {},
): Promise<EvalRun> {
  const answers: Answer[] = [];
  for (const { question, filters } of questions) answers.push(await subject.ask(question, PASSAGES, filters));
  const cases = await askGateCases(questions, subject, removal);
  const asked = questions.map((labelled, question) => observe(labelled, question, answers[question]!, cases));
  const observations = asked.flatMap(({ observation }) => observation ?? []);
  const any = observations.length > 0;
  const harder = cases.filter(({ kind }) => kind === "answerable" || kind === "paragraph_removed");
  const easier = cases.filter(({ kind }) => kind !== "paragraph_removed");
  return {
    report: {
      questions: questions.length,
      retrieval: any ? meanOf(observations.map(({ retrieval }) => retrieval)) : null,
      answers: any ? meanOf(observations.map(({ answer }) => answer)) : null,
      gate: measureGate(easier.map(outcomeOf)),
      paragraphs: any && removal ? measureGate(harder.map(outcomeOf)) : null,
      calibration: measureCalibration(easier.flatMap((one) => forecastOf(one, questions, answers))),
      features: measureFeatures(cases),
      by: breakDown(observations),
      kinds: measureKinds(asked),
      pairs: measurePairs(asked),
      outcomes: asked.map(({ outcome }) => outcome),
      rejected: await askRejected(rejected, subject),
      support: measureSupport(statements, await verifyAll(statements, subject)),
      writing: write ? await writeAll(questions, subject, removal, onWritten) : null,
    },
    retrieved: answers.map((answer) => passagesOf(answer).map(({ path, start, end }) => ({ path, start, end }))),
  };
}

/** What came of one question. */
function observe(
  labelled: LabelledQuestion,
  question: number,
  answer: Answer,
  cases: readonly GateCase[],
): AskedQuestion & { readonly outcome: QuestionOutcome } {
  const answered = new Map<CaseKind, boolean>();
  for (const one of cases) if (one.question === question) answered.set(one.kind, one.judgement.answered);
  if (labelled.evidence.length === 0) {
    return { labelled, answered: answered.get("unanswerable") === true, outcome: outcomeOfQuestion(labelled, answer) };
  }
  const retrieval = measureRetrieval(labelled, passagesOf(answer));
  const observation = { labelled, retrieval, answer: measureAnswer(labelled, answer), answered };
  return {
    labelled,
    answered: answered.get("answerable") === true,
    outcome: outcomeOfQuestion(labelled, answer, observation),
    observation,
  };
}

async function verifyAll(statements: readonly LabelledStatement[], subject: EvalSubject): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { statement } of statements) verdicts.push(await subject.verify(statement));
  return verdicts;
}

async function writeAll(
  questions: readonly LabelledQuestion[],
  subject: EvalSubject,
  removal: boolean,
  onWritten: EvalOptions["onWritten"],
): Promise<WritingMetrics> {
  const tried: { labelled: LabelledQuestion; trial: WriteTrial }[] = [];
  const refused: WriteTrial[] = [];
  for (const labelled of questions) {
    const isAnswerable = labelled.evidence.length > 0;
    const trial = await subject.write(labelled);
    if (trial) await onWritten?.(labelled, trial);
    if (trial && isAnswerable) tried.push({ labelled, trial });
    else if (trial && trial.status !== "answered") refused.push(trial);
    const hidden = removal && isAnswerable ? await subject.write(labelled, true) : null;
    if (hidden) refused.push(hidden);
  }
  return measureWriting(tried, refused);
}

async function askRejected(
  rejected: readonly RejectedAnswer[],
  subject: EvalSubject,
): Promise<RejectionMetrics | null> {
  let again = 0;
  for (const one of rejected) {
    if (isGivenAgain(one, await subject.ask(one.question, PASSAGES, one.filters))) again++;
  }
  return rejected.length === 0 ? null : { questions: rejected.length, again: again / rejected.length };
}

function passagesOf(answer: Answer): readonly RetrievedPassage[] {
  return answer.status === "answered" ? answer.passages : (answer.not_found?.nearest ?? []);
}

function outcomeOf({ kind, judgement: { answered, confidence } }: GateCase): GateOutcome {
  return { answerable: kind === "answerable", answered, probability: confidence.probability };
}

/** None for a question that got no probability. */
function forecastOf(
  { kind, question, judgement: { answered, confidence } }: GateCase,
  questions: readonly LabelledQuestion[],
  answers: readonly Answer[],
): Forecast[] {
  const { label, probability } = confidence;
  if (probability === null) return [];
  const answerable = kind === "answerable";
  const right = answerable && measureAnswer(questions[question]!, answers[question]!).hit === 1;
  return [{ probability, label, answered, answerable, right }];
}
