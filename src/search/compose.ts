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
/**
 * A further sentence is quoted if it does about as well as the best one; or if it is good and either stands next to one
 * that is quoted or holds words of the question that none of these holds.
 */
const AS_GOOD = 0.8;
const GOOD = 0.6;
/** Share of the question's words, weighted by how rare they are, that makes a difference. */
const NEW_WORDS = 0.2;
/** A further list item, if it also holds this share of what the best one holds of the question's words. */
const NEAR_BEST_ITEM = 0.75;
/** Characters of the answer that a further sentence must not exceed. */
const ANSWER_CHARACTERS = 900;

/** A sentence that answers. */
export interface ChosenSentence extends ShownSentence {
  readonly from: Shown;
  /** Number of the sentence in `from`. */
  readonly number: number;
  readonly score: number;
  /** Share of the question's words that it holds, weighted by how rare they are. */
  readonly overlap: number;
  /** Its terms. */
  readonly held: ReadonlySet<string>;
  readonly text: string;
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
  return furtherSentences(best, ranked.slice(1), terms);
}

function furtherSentences(
  best: ChosenSentence,
  others: readonly ChosenSentence[],
  terms: readonly QueryTerm[],
): ChosenSentence[] {
  const chosen = [best];
  const said = new Set(best.held);
  let characters = lengthOf(best);
  for (const next of others) {
    if (chosen.length >= MAX_SENTENCES || next.score < best.score * GOOD) break;
    const news = shareOf(terms, (term) => next.held.has(term) && !said.has(term));
    const prose = next.sentence.kind === "paragraph";
    const beside =
      prose && chosen.some(({ from, number }) => from === next.from && Math.abs(number - next.number) === 1);
    const helps = next.score >= best.score * AS_GOOD || beside || news >= NEW_WORDS;
    if (!helps || characters + lengthOf(next) > ANSWER_CHARACTERS) continue;
    chosen.push(next);
    characters += lengthOf(next);
    for (const term of next.held) said.add(term);
  }
  return chosen;
}

function lengthOf({ sentence }: ChosenSentence): number {
  return sentence.end - sentence.start;
}

/** Share of the question's words that a test holds for, weighted by how rare they are. */
function shareOf(terms: readonly QueryTerm[], holds: (term: string) => boolean): number {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  return total > 0 ? terms.reduce((sum, { term, idf }) => sum + (holds(term) ? idf : 0), 0) / total : 0;
}

function listItems(ranked: readonly ChosenSentence[], best: ChosenSentence): ChosenSentence[] {
  const { documentId } = best.passage;
  return ranked
    .filter(({ sentence, passage, score, overlap }) => {
      const sameList = sentence.kind === "list_item" && passage.documentId === documentId;
      return sameList && score >= best.score * GOOD && overlap >= best.overlap * NEAR_BEST_ITEM;
    })
    .slice(0, MAX_LIST_ITEMS)
    .sort((a, b) => a.sentence.start - b.sentence.start);
}

function rankSentences(
  shown: readonly Shown[],
  terms: readonly QueryTerm[],
  textOf: (item: Shown) => string,
): ChosenSentence[] {
  const cosines = shown.flatMap(({ sentences }) => sentences.map(({ cosine }) => cosine));
  const low = Math.min(...cosines);
  const range = Math.max(...cosines) - low || 1;
  const ranked = shown.flatMap((from) => {
    const text = textOf(from);
    return from.sentences.map((shownSentence, number) => {
      const sentenceText = sliceSpan(text, shownSentence.sentence);
      const held = new Set(analyse(sentenceText).map(({ term }) => term));
      const overlap = shareOf(terms, (term) => held.has(term));
      const score =
        (WEIGHTS.sentence * (shownSentence.cosine - low)) / range +
        WEIGHTS.terms * overlap +
        WEIGHTS.passage * from.score;
      return { ...shownSentence, from, number, score, overlap, held, text: sentenceText };
    });
  });
  // A heading tells where an answer stands, and is one only where there is nothing else.
  const prose = ranked.filter(({ sentence }) => sentence.kind !== "heading");
  return withoutRepeats((prose.length > 0 ? prose : ranked).sort((a, b) => b.score - a.score));
}

/** What several documents say in the same words is quoted once, from where it ranks best. */
function withoutRepeats(ranked: readonly ChosenSentence[]): ChosenSentence[] {
  const seen = new Set<string>();
  return ranked.filter(({ text }) => {
    const words = text.replace(/\s+/gu, " ").trim();
    return seen.size < seen.add(words).size;
  });
}
