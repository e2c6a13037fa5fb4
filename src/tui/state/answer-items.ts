import { quotedSentences } from "../../core/answer-walk.js";
import type { Evidence } from "./evidence.js";
import { evidenceOf, type Turn } from "./state.js";

/** A sentence of the answer that is quoted; an answer quotes all of its sentences, or none. */
export interface SentenceItem {
  readonly kind: "sentence";
  /** Place among the answer's sentences, from 0. */
  readonly at: number;
  /** Places of its citations in what `evidenceOf` gives. */
  readonly sources: readonly number[];
}

/** What the selection goes through. */
export type AnswerItem = SentenceItem | Evidence;

/** The sentences of an answer, then its citations, then its passages: from top to bottom as they are drawn. */
export function itemsOf(turn: Turn | null): readonly AnswerItem[] {
  return [...sentencesOf(turn), ...evidenceOf(turn)];
}

/** Place in `evidenceOf` of what an item opens, copies and explains: a sentence's first citation, or itself. */
export function evidencePlace(turn: Turn | null, selected: number): number {
  const sentences = sentencesOf(turn);
  const sentence = sentences[selected];
  return sentence === undefined ? selected - sentences.length : (sentence.sources[0] ?? -1);
}

/** Place of the same piece of evidence in `itemsOf`. */
export function itemPlace(turn: Turn | null, evidence: number): number {
  return sentencesOf(turn).length + evidence;
}

/** Items that belong to the selected one: the sources of a sentence, or the sentences that a source supports. */
export function relatedTo(turn: Turn | null, selected: number): ReadonlySet<number> {
  const sentences = sentencesOf(turn);
  const sentence = sentences[selected];
  if (sentence !== undefined) return new Set(sentence.sources.map((source) => sentences.length + source));
  const evidence = evidenceOf(turn);
  const chosen = evidence[selected - sentences.length];
  const supports = (source: number) => {
    const citation = evidence[source];
    return citation === chosen || (citation?.kind === "citation" && citation.passage === chosen?.source);
  };
  return new Set(sentences.filter(({ sources }) => sources.some(supports)).map(({ at }) => at));
}

function sentencesOf(turn: Turn | null): readonly SentenceItem[] {
  if (turn?.outcome.kind !== "answer") return [];
  return quotedSentences(turn.outcome.answer)
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ at, numbers }) => ({ kind: "sentence", at, sources: numbers.map((number) => number - 1) }));
}
