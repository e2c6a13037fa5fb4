import type { Facts, NumberFact } from "../../language/en/facts.js";
import { sameNumber } from "../../language/en/numbers.js";
import type { Word } from "../../language/en/tokens.js";

/** What parts a sentence into pieces that each give a number of something: "A for five years, and B for two". */
const PARTING = /^(?:and|or|but|while|whereas|plus|against)$/u;
/** Share of a piece's words that a statement has to say, from which on it speaks of that piece. */
const SPEAKS_OF = 0.6;

interface Piece {
  readonly numbers: readonly NumberFact[];
  readonly terms: ReadonlySet<string>;
}

/**
 * "Four knots where swimmers are present" of "4 knots within a harbour, or 3 knots where swimmers are present": a number
 * beside what the sentence gives another number for.
 */
export function hasOthersNumber(stated: Facts, found: Facts): boolean {
  const pieces = piecesOf(found);
  if (pieces.length < 2) return false;
  return piecesOf(stated).some(({ numbers, terms }) => {
    const said = (piece: Piece) => [...piece.terms].filter((term) => terms.has(term)).length / piece.terms.size;
    const isOfStated = (number: NumberFact) => numbers.some(({ value }) => sameNumber(value, number.value));
    return numbers.some(({ value }) => {
      const own = pieces.filter((piece) => piece.numbers.some((other) => sameNumber(value, other.value)));
      if (own.length !== 1) return false;
      const others = pieces.filter((piece) => piece.terms.size > 0 && !piece.numbers.every(isOfStated));
      return others.some((other) => said(other) >= SPEAKS_OF && said(other) > said(own[0]!));
    });
  });
}

/** Those with a number; what has none goes to the next that has one. */
function piecesOf(facts: Facts): Piece[] {
  const pieces: Piece[] = [];
  let words: Word[] = [];
  const close = (at: number) => {
    const [first, last] = [at - words.length, at - 1];
    const numbers = facts.numbers.filter((number) => number.first >= first && number.last <= last);
    if (numbers.length === 0) return;
    const isNumber = (i: number) => facts.numbers.some((number) => number.first <= i && i <= number.last);
    const terms = words.flatMap(({ stop, term }, i) => (stop || isNumber(first + i) ? [] : [term]));
    pieces.push({ numbers, terms: new Set(terms) });
    words = [];
  };
  facts.words.forEach((word, at) => {
    const before = facts.words[at - 1];
    const between = before ? facts.text.slice(before.end, word.start) : "";
    if (/[,;]\s/u.test(between) || PARTING.test(word.lower)) close(at);
    if (between.includes(";")) words = [];
    words.push(word);
  });
  close(facts.words.length);
  return pieces;
}
