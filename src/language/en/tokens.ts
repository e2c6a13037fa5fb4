import { type Span, span } from "../../core/spans.js";
import { CLAUSE_BREAKS, isFunctionWord, LIGHT_WORDS, oneOf } from "./lexicon.js";
import { analyse, isStopTerm } from "./text-analysis.js";

/** A word of a text as it stands there. */
export interface Word extends Span {
  readonly text: string;
  /** In small letters, with straight apostrophes. */
  readonly lower: string;
  /** As the index keeps it. */
  readonly term: string;
  /** Carries grammar alone. */
  readonly stop: boolean;
  /** Number of its clause: commas, semicolons, colons, dashes, brackets and words like "but" part clauses. */
  readonly clause: number;
}

/** Something that a text names, by its UTF-16 indexes. */
export interface Found<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

const WORD = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu;
const CLAUSE_BREAK = new RegExp(`[;:()—–]|,\\s|\\s-\\s|\\b${oneOf(CLAUSE_BREAKS)}\\b`, "iu");
/** What stands between the parts of one compound. */
const JOINER = /^[-./,:'’&]?$/u;
const POSSESSIVE_ENDING = /['’]s$/u;

/** The words of a text in order, with possessive endings. "Kim Jong-Il" is three; "North Korea's" two; "U.S." one. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let clause = 0;
  let end = 0;
  for (const { 0: written, index } of text.matchAll(WORD)) {
    if (CLAUSE_BREAK.test(text.slice(end, index)) || CLAUSE_BREAK.test(written)) clause++;
    end = index + written.length;
    words.push(word(text, index, end, clause));
  }
  return words;
}

/**
 * The words of a text as phrases are made of them: what only a hyphen, stroke, full stop, comma or the like joins is one
 * ("Jong-Il", "9/18", "13,687"), and possessive endings are left out ("North Korea" of "North Korea's").
 */
export function compoundsOf(text: string): Word[] {
  const compounds: Word[] = [];
  const words = wordsOf(text);
  for (let first = 0, last = 0; first < words.length; first = ++last) {
    while (last + 1 < words.length && JOINER.test(text.slice(words[last]!.end, words[last + 1]!.start))) last++;
    const [{ start, lower, clause }, { end }] = [words[first]!, words[last]!];
    const ending = first === last && isFunctionWord(lower) ? undefined : POSSESSIVE_ENDING.exec(text.slice(start, end));
    compounds.push(word(text, start, end - (ending?.[0].length ?? 0), clause));
  }
  return compounds;
}

function word(text: string, start: number, end: number, clause: number): Word {
  const written = text.slice(start, end);
  const lower = written.toLowerCase().replaceAll("’", "'");
  const term = analyse(written)[0]?.term ?? lower;
  return { ...span(start, end), text: written, lower, term, stop: isStopTerm(term) || LIGHT_WORDS.has(lower), clause };
}

export function isCapitalised({ text }: Pick<Word, "text">): boolean {
  return /^\p{Lu}/u.test(text);
}

export function isNumber({ text }: Pick<Word, "text">): boolean {
  return /^\p{N}/u.test(text);
}
