import { sliceSpan } from "../core/spans.js";
import type { QueryTerm } from "../index/store/index-store.js";
import { analyse } from "../index/store/text-analysis.js";
import type { Shown, ShownSentence } from "./assemble.js";
import type { Question } from "./question.js";

const WEIGHTS = { sentence: 0.4, terms: 0.35, passage: 0.25 } as const;
/** Passages whose sentences may answer, however many are shown. */
export const SOURCES = 8;
const MAX_SENTENCES = 3;
const MAX_LIST_ITEMS = 20;
/** A further sentence is quoted if its score is this share of the best one's at least. */
const NEAR_BEST = 0.6;
/** A further list item, if it also holds this share of what the best one holds of the question's words. */
const NEAR_BEST_ITEM = 0.75;
/** Characters of the answer that a further sentence must not exceed. */
const ANSWER_CHARACTERS = 900;

/** A sentence that answers. */
export interface ChosenSentence extends ShownSentence {
  readonly from: Shown;
  readonly score: number;
  /** Share of the question's words that it holds, weighted by how rare they are. */
  readonly overlap: number;
}

/**
 * Chooses the sentences that answer, best first: by their vector, by the question's words that they hold (weighted by
 * how rare these are), and by their passage. A list question takes the items of a list that match, in their order.
 * @param textOf the decoded text of a passage's document
 */
export function compose(
  question: Question,
  shown: readonly Shown[],
  terms: readonly QueryTerm[],
  textOf: (item: Shown) => string,
): ChosenSentence[] {
  const ranked = rankSentences(shown.slice(0, SOURCES), terms, textOf);
  const best = ranked[0];
  if (!best) return [];
  if (question.wantsList && best.sentence.kind === "list_item") return listItems(ranked, best);
  const chosen = [best];
  let characters = best.sentence.end - best.sentence.start;
  for (const next of ranked.slice(1)) {
    const length = next.sentence.end - next.sentence.start;
    if (chosen.length >= MAX_SENTENCES || next.score < best.score * NEAR_BEST) break;
    if (characters + length > ANSWER_CHARACTERS) continue;
    chosen.push(next);
    characters += length;
  }
  return chosen;
}

function listItems(ranked: readonly ChosenSentence[], best: ChosenSentence): ChosenSentence[] {
  const { documentId } = best.passage;
  return ranked
    .filter(({ sentence, passage, score, overlap }) => {
      const sameList = sentence.kind === "list_item" && passage.documentId === documentId;
      return sameList && score >= best.score * NEAR_BEST && overlap >= best.overlap * NEAR_BEST_ITEM;
    })
    .slice(0, MAX_LIST_ITEMS)
    .sort((a, b) => a.sentence.start - b.sentence.start);
}

function rankSentences(
  shown: readonly Shown[],
  terms: readonly QueryTerm[],
  textOf: (item: Shown) => string,
): ChosenSentence[] {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  const cosines = shown.flatMap(({ sentences }) => sentences.map(({ cosine }) => cosine));
  const low = Math.min(...cosines);
  const range = Math.max(...cosines) - low || 1;
  const ranked = shown.flatMap((from) => {
    const text = textOf(from);
    return from.sentences.map((shownSentence) => {
      const held = new Set(analyse(sliceSpan(text, shownSentence.sentence)).map(({ term }) => term));
      const overlap = terms.reduce((sum, { term, idf }) => sum + (held.has(term) ? idf : 0), 0) / (total || 1);
      const score =
        (WEIGHTS.sentence * (shownSentence.cosine - low)) / range +
        WEIGHTS.terms * overlap +
        WEIGHTS.passage * from.score;
      return { ...shownSentence, from, score, overlap };
    });
  });
  // A heading tells where an answer stands, and is one only where there is nothing else.
  const prose = ranked.filter(({ sentence }) => sentence.kind !== "heading");
  return (prose.length > 0 ? prose : ranked).sort((a, b) => b.score - a.score);
}
