import type { Answer } from "../../contract/answer.js";
import type { LabelledQuestion } from "../labelled-set.js";
import type { Observation } from "./breakdown.js";

export type OutcomeValue = string | number | boolean | null;

/** What came of one case of a set, by feature, together with what names the case. Coarse: a hair's breadth moves nothing. */
export type Outcome = Readonly<Record<string, OutcomeValue>>;

type Status = Answer["status"];

/** What came of a labelled question. Without evidence it has a status alone. */
export type QuestionOutcome = {
  readonly question: string;
  /** `null` for a question that the corpus does not answer. */
  readonly document: string | null;
  readonly status: Status;
  /** Asked again without its document, and without the paragraphs that answer; missing where that was not asked. */
  readonly without_document?: Status;
  readonly without_paragraphs?: Status;
  /** Of the first retrieved passage that holds half of a piece of evidence, from 1; `null` without one. */
  readonly rank?: number | null;
  /** Share of the evidence's characters that were retrieved, in hundredths. */
  readonly found?: number;
  /** How much of the evidence the cited sentences hold: all, half of a piece, or less. */
  readonly cited?: "whole" | "part" | "none";
};

/** A feature of a case that is not as it was. */
export interface Move {
  /** What names the case, for people. */
  readonly case: string;
  readonly feature: string;
  readonly before: OutcomeValue;
  readonly now: OutcomeValue;
  readonly isWorse: boolean;
}

/** Which values of a feature are better: all of them, the best first, or numbers. No value is worse than any. */
export type Order = readonly OutcomeValue[] | "high" | "low";

/** @param observation missing where the corpus does not answer */
export function outcomeOfQuestion(
  { question, document }: LabelledQuestion,
  { status }: Answer,
  observation?: Observation,
): QuestionOutcome {
  if (!observation) return { question, document: null, status };
  const { retrieval, answer, answered } = observation;
  const [withoutDocument, withoutParagraphs] = [answered.get("document_removed"), answered.get("paragraph_removed")];
  return {
    question,
    document,
    status,
    ...(withoutDocument !== undefined && { without_document: statusOf(withoutDocument) }),
    ...(withoutParagraphs !== undefined && { without_paragraphs: statusOf(withoutParagraphs) }),
    rank: retrieval.mrr > 0 ? Math.round(1 / retrieval.mrr) : null,
    found: Math.round(100 * retrieval.recall) / 100,
    cited: answer.complete === 1 ? "whole" : answer.hit === 1 ? "part" : "none",
  };
}

/** How outcomes of labelled questions have moved, over the questions that both have. */
export function questionMoves(before: readonly Outcome[], now: readonly Outcome[]): Move[] {
  return movesSince(before, now, ["question", "document"], ({ document }, feature) => {
    if (feature === "found") return "high";
    if (feature === "rank") return "low";
    if (feature === "cited") return ["whole", "part", "none"];
    return feature === "status" && document !== null ? ["answered", "not_found"] : ["not_found", "answered"];
  });
}

/** How outcomes have moved, over the cases that both have. @param names the features that name a case */
export function movesSince(
  before: readonly Outcome[],
  now: readonly Outcome[],
  names: readonly string[],
  orderOf: (outcome: Outcome, feature: string) => Order,
): Move[] {
  const earlier = byName(before, names);
  return [...byName(now, names)].flatMap(([name, outcome]) => {
    const was = earlier.get(name);
    const features = Object.keys(outcome).filter((feature) => !names.includes(feature) && feature in (was ?? {}));
    return features.flatMap((feature): Move[] => {
      const [then, value] = [was?.[feature] ?? null, outcome[feature] ?? null];
      if (then === value) return [];
      const order = orderOf(outcome, feature);
      return [{ case: name, feature, before: then, now: value, isWorse: placeOf(value, order) > placeOf(then, order) }];
    });
  });
}

/** Cases by their names; one that is named again has a number. */
export function byName(outcomes: readonly Outcome[], names: readonly string[]): ReadonlyMap<string, Outcome> {
  const named = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const name = names.flatMap((part) => outcome[part] ?? []).join(" · ");
    let unique = name;
    for (let count = 2; named.has(unique); count++) unique = `${name} (${count})`;
    named.set(unique, outcome);
  }
  return named;
}

/** The lower, the better. */
function placeOf(value: OutcomeValue, order: Order): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  if (typeof order === "string") return order === "low" ? Number(value) : -Number(value);
  const place = order.indexOf(value);
  return place === -1 ? order.length : place;
}

function statusOf(answered: boolean): Status {
  return answered ? "answered" : "not_found";
}
