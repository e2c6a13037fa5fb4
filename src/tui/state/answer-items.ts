import { quotedSentences } from "../../core/answer-walk.js";
import { reportParts } from "../../core/report-walk.js";
import type { Evidence } from "./evidence.js";
import { evidenceOf, type Turn } from "./state.js";

/** A sentence of an answer or a report that is quoted; an answer quotes all of its sentences, or none. */
export interface SentenceItem {
  readonly kind: "sentence";
  /** Place among the answer's sentences, from 0; in a report the sentence's key. */
  readonly at: number | string;
  /** Places of its citations in what `evidenceOf` gives. */
  readonly sources: readonly number[];
}

/** A sentence that a model wrote, or the quote in its place; what was left out can't be selected. */
export interface WrittenItem {
  readonly kind: "written";
  /** Place among all that the model wrote, from 0; in a report the sentence's key. */
  readonly at: number | string;
  readonly sources: readonly number[];
  readonly text: string;
  /** What its sources are called, as `numberOf` gives it. */
  readonly marks: readonly string[];
}

/** What the selection goes through. */
export type AnswerItem = SentenceItem | WrittenItem | Evidence;

/** The sentences of an answer, those of its words, its citations, its passages: from top to bottom as they are drawn. */
export function itemsOf(turn: Turn | null): readonly AnswerItem[] {
  return [...saidIn(turn), ...evidenceOf(turn)];
}

/** Place in `evidenceOf` of what an item opens, copies and explains: a sentence's first citation, or itself. */
export function evidencePlace(turn: Turn | null, selected: number): number {
  const said = saidIn(turn);
  const sentence = said[selected];
  return sentence === undefined ? selected - said.length : (sentence.sources[0] ?? -1);
}

/** Place of the same piece of evidence in `itemsOf`. */
export function itemPlace(turn: Turn | null, evidence: number): number {
  return saidIn(turn).length + evidence;
}

/** Items that belong to the selected one: the sources of a sentence, or the sentences that a source supports. */
export function relatedTo(turn: Turn | null, selected: number): ReadonlySet<number> {
  const said = saidIn(turn);
  const sentence = said[selected];
  if (sentence !== undefined) return new Set(sentence.sources.map((source) => said.length + source));
  const evidence = evidenceOf(turn);
  const chosen = evidence[selected - said.length];
  const supports = (source: number) => {
    const citation = evidence[source];
    return citation === chosen || (citation?.kind === "citation" && citation.passage === chosen?.source);
  };
  return new Set(said.flatMap(({ sources }, item) => (sources.some(supports) ? [item] : [])));
}

/** Place of an item in a turn to which something was added; the first where it is no longer there. */
export function samePlace(before: Turn | null, after: Turn | null, selected: number): number {
  const chosen = itemsOf(before)[selected];
  if (chosen === undefined) return 0;
  const place = itemsOf(after).findIndex((item) => keyOf(item) === keyOf(chosen));
  return Math.max(0, place);
}

function keyOf(item: AnswerItem): string {
  return item.kind === "sentence" || item.kind === "written"
    ? `${item.kind} ${item.at}`
    : `${item.kind} ${item.kind === "citation" && item.isOfWords === true} ${item.number}`;
}

function saidIn(turn: Turn | null): readonly (SentenceItem | WrittenItem)[] {
  if (turn?.outcome.kind === "report") return saidInReport(turn);
  if (turn?.outcome.kind !== "answer") return [];
  const { answer } = turn.outcome;
  const quoted = quotedSentences(answer)
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ at, numbers }): SentenceItem => ({ kind: "sentence", at, sources: numbers.map((number) => number - 1) }));
  const { sentences = [], citations = [] } = turn.words ?? {};
  const written = sentences.flatMap((sentence, at): WrittenItem[] => {
    const places = sentence.citations.map((id) => citations.findIndex((citation) => citation.id === id));
    const sources = places.filter((place) => place !== -1).map((place) => answer.citations.length + place);
    return sources.length === 0
      ? []
      : [{ kind: "written", at, sources, text: sentence.text, marks: sentence.citations }];
  });
  return [...quoted, ...written];
}

/** The sentences of a report, row by row. */
function saidInReport(turn: Turn): readonly (SentenceItem | WrittenItem)[] {
  if (turn.outcome.kind !== "report") return [];
  const evidence = evidenceOf(turn);
  const places = new Map(evidence.map(({ number }, place) => [number, place]));
  const sentences = reportParts(turn.outcome.growing.report).flatMap(({ sides }) =>
    sides.flatMap((one) => one.sentences),
  );
  return sentences.map(({ key: at, text, verdict, numbers }) => {
    const sources = numbers.flatMap((number) => places.get(number) ?? []);
    if (verdict === "quoted") return { kind: "sentence", at, sources };
    return { kind: "written", at, sources, text, marks: numbers.map(String) };
  });
}
