import type { PassageId } from "../../contract/ids.js";
import { analyse } from "../../language/en/text-analysis.js";
import type { Candidate, QueryTerm } from "../../store/index-store.js";
import { type ReadTexts, termShare } from "./read-texts.js";

/** How many of the best candidates are looked at closely: their text has to be read. */
export const LOOKED_AT = 10;
/** Words between two that still stand near each other. */
const NEAR = 4;

/** What the text of a candidate tells beyond its vectors and its number of words. */
export interface CloseLook {
  /** Of each of its sentences: share of the question's words that it holds, weighted by how rare they are. */
  readonly sentenceShares: readonly number[];
  /** Share of the question's pairs of neighbouring words that stand near each other, weighted by the commoner word. */
  readonly proximity: number;
}

export type CloseLooks = ReadonlyMap<PassageId, CloseLook>;

/**
 * Reads the best candidates: whether one sentence holds the question's words, and whether these stand together as they
 * do in the question (term proximity; Tao and Zhai, 2007).
 * @param candidates at most `LOOKED_AT`, whose texts were read
 */
export function lookClosely(
  candidates: readonly Candidate[],
  question: string,
  terms: readonly QueryTerm[],
  texts: ReadTexts,
): CloseLooks {
  const pairs = neighbours(question, terms);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const look = ({ passage }: Candidate): CloseLook => {
    const sentences = passage.sentences.map((sentence) => texts.termsOf(passage.documentId, sentence));
    const places = placesOf(sentences.flat(), terms);
    const near = pairs.filter(({ a, b }) => standNear(places.get(a) ?? [], places.get(b) ?? []));
    return {
      sentenceShares: sentences.map((held) => {
        const set = new Set(held);
        return termShare(terms, (term) => set.has(term));
      }),
      proximity: near.reduce((sum, { weight }) => sum + weight, 0) / total,
    };
  };
  return new Map(candidates.map((candidate) => [candidate.passage.id, look(candidate)]));
}

/** Pairs of words that follow one another in the question; a pair weighs as much as the commoner of its words. */
function neighbours(question: string, terms: readonly QueryTerm[]) {
  const idf = new Map(terms.map((term) => [term.term, term.idf]));
  const words = analyse(question).map(({ term }) => term);
  return words.slice(1).flatMap((b, i) => {
    const a = words[i]!;
    const weight = Math.min(idf.get(a) ?? 0, idf.get(b) ?? 0);
    return weight > 0 && a !== b ? [{ a, b, weight }] : [];
  });
}

function placesOf(words: readonly string[], terms: readonly QueryTerm[]): Map<string, number[]> {
  const places = new Map<string, number[]>(terms.map(({ term }) => [term, []]));
  for (const [at, word] of words.entries()) places.get(word)?.push(at);
  return places;
}

function standNear(a: readonly number[], b: readonly number[]): boolean {
  return a.some((one) => b.some((other) => Math.abs(one - other) <= NEAR));
}
