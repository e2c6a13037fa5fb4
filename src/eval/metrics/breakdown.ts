import type { CaseKind } from "../gate-cases.js";
import type { LabelledQuestion } from "../labelled-set.js";
import type { AnswerMetrics } from "./answer-metrics.js";
import { meanOf, type RetrievalMetrics } from "./retrieval-metrics.js";

/** What was seen of one question that the corpus answers. */
export interface Observation {
  readonly labelled: LabelledQuestion;
  readonly retrieval: RetrievalMetrics;
  readonly answer: AnswerMetrics;
  /** Whether it was answered in each of the cases that it was asked in. */
  readonly answered: ReadonlyMap<CaseKind, boolean>;
}

/** Some of the answerable questions. Shares are 0 to 1. */
export interface Group {
  readonly name: string;
  readonly questions: number;
  readonly recall: number;
  readonly hit1: number;
  readonly mrr: number;
  readonly ndcg10: number;
  /** Share of questions whose cited sentences hold at least half of a piece of evidence. */
  readonly cited_hit: number;
  /** Share of questions whose cited sentences hold all of the evidence. */
  readonly cited_whole: number;
  /** Characters of the cited sentences. */
  readonly characters: number;
  readonly false_refusals: number;
  /** Share answered without their document, and without the paragraphs that answer; `null` where not asked. */
  readonly false_answers: number | null;
  readonly false_answers_paragraph: number | null;
}

export interface Breakdown {
  readonly document: readonly Group[];
  /** By the number of pieces of evidence. */
  readonly pieces: readonly Group[];
  /** By the characters of the evidence together. */
  readonly evidence: readonly Group[];
}

const MANY_PIECES = 4;
/** Characters: about one sentence, a few, and more. */
const SHORT = 150;
const LONG = 400;

export function breakDown(observations: readonly Observation[]): Breakdown {
  return {
    document: groupBy(observations, ({ document }) => document ?? ""),
    pieces: groupBy(observations, ({ evidence: { length } }) =>
      length < MANY_PIECES ? `${length}` : `${MANY_PIECES} and more`,
    ),
    evidence: groupBy(observations, ({ evidence }) => lengthName(evidence)),
  };
}

function lengthName(evidence: LabelledQuestion["evidence"]): string {
  const characters = evidence.reduce((sum, { start, end }) => sum + end - start, 0);
  if (characters < SHORT) return `0 to ${SHORT}`;
  return characters < LONG ? `${SHORT} to ${LONG}` : `${LONG} and more`;
}

function groupBy(observations: readonly Observation[], nameOf: (labelled: LabelledQuestion) => string): Group[] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const name = nameOf(observation.labelled);
    groups.set(name, [...(groups.get(name) ?? []), observation]);
  }
  const names = [...groups.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return names.map((name) => measureGroup(name, groups.get(name)!));
}

function measureGroup(name: string, observations: readonly Observation[]): Group {
  const { recall, hit1, mrr, ndcg10 } = meanOf(observations.map(({ retrieval }) => retrieval));
  const answers = meanOf(observations.map(({ answer }) => answer));
  const answered = (kind: CaseKind) => {
    const asked = observations.flatMap((one) => one.answered.get(kind) ?? []);
    return asked.length > 0 ? asked.filter((one) => one).length / asked.length : null;
  };
  return {
    name,
    questions: observations.length,
    recall,
    hit1,
    mrr,
    ndcg10,
    cited_hit: answers.hit,
    cited_whole: answers.complete,
    characters: answers.characters,
    false_refusals: 1 - (answered("answerable") ?? 1),
    false_answers: answered("document_removed"),
    false_answers_paragraph: answered("paragraph_removed"),
  };
}
