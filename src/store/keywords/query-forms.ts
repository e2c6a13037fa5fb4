import type { QueryForms } from "../index-store.js";
import { sum } from "./bm25.js";

/** What scores the terms of a text for a row. */
export interface TermScorer {
  /** The share of each term in each row's score. */
  termScores(terms: readonly string[], rows: readonly number[]): number[][];
  /** The bound that no text's score passes. */
  maxScore(terms: readonly string[]): number;
}

/**
 * Gives the terms of a form what another form of it scores, where a row holds that whole; no more than they could.
 * @param scores of `terms`, a list a row; changed in place
 */
export function creditForms(
  scores: readonly number[][],
  { terms: own, others }: QueryForms,
  terms: readonly string[],
  rows: readonly number[],
  words: TermScorer,
): void {
  const places = own.map((term) => terms.indexOf(term)).filter((place) => place >= 0);
  const most = places.map((place) => words.maxScore([terms[place]!]));
  for (const other of others) {
    words.termScores(other, rows).forEach((otherScores, at) => {
      if (otherScores.some((score) => score === 0)) return;
      const share = sum(otherScores) / own.length;
      places.forEach((place, i) => {
        scores[at]![place] = Math.max(scores[at]![place]!, Math.min(share, most[i]!));
      });
    });
  }
}
