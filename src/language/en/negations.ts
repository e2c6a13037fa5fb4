import {
  DETERMINERS,
  FORMS_OF_BE,
  HARMLESS_AFTER,
  IMPLICIT_NEGATING_STEMS,
  IMPLICIT_NEGATIONS,
  isFunctionWord,
  MONTHS,
  NEGATING_PREFIXES,
  NEGATING_STEMS,
  NEGATIONS,
  oneOf,
  WEEKDAYS,
} from "./lexicon.js";
import { isNumber, type Word } from "./tokens.js";

/** `strict` turns what follows into its opposite; `implicit` words mean that something is not so ("ban", "stop"). */
export interface Negation {
  /** Number of the word. */
  readonly at: number;
  readonly strict: boolean;
}

const STRICT = new RegExp(`^(?:${oneOf(NEGATIONS)}|${oneOf(NEGATING_STEMS)}\\w*|\\w+n['’]t)$`, "iu");
const IMPLICIT = new RegExp(`^(?:${oneOf(IMPLICIT_NEGATIONS)}|${oneOf(IMPLICIT_NEGATING_STEMS)}\\w*)$`, "iu");

const ENDS = /^end(?:s|ed|ing)?$/iu;

/** "Spain ends all trade" and "trade was ended" deny something; "the lease ends in May" and "the end" don't. */
function isTransitive(words: readonly Word[], at: number): boolean {
  const [before, { lower, clause }, next] = [words[at - 1], words[at]!, words[at + 1]];
  if (before && DETERMINERS.has(before.lower)) return false;
  if (lower === "ended" && before && FORMS_OF_BE.has(before.lower)) return true;
  if (!next || next.clause !== clause) return false;
  if (DETERMINERS.has(next.lower)) return true;
  const isTime = isNumber(next) || MONTHS.has(next.lower) || WEEKDAYS.has(next.lower);
  return !isFunctionWord(next.lower) && !isTime && !next.lower.endsWith("ly");
}

/** The words that deny something. */
export function negationsOf(words: readonly Word[]): Negation[] {
  return words.flatMap(({ text, lower }, at): Negation[] => {
    const next = words[at + 1]?.text ?? "";
    if (HARMLESS_AFTER.get(lower)?.has(next.toLowerCase())) return [];
    // "No. 5", and the abbreviation of "number" in general.
    if (/^no$/iu.test(text) && /^\d/.test(next)) return [];
    // "Senjō no Valkyria" is a name.
    if (text === "no" && /^\p{Lu}/u.test(next) && /^\p{Lu}/u.test(words[at - 1]?.text ?? "")) return [];
    if (ENDS.test(text) && !isTransitive(words, at)) return [];
    if (STRICT.test(text)) return [{ at, strict: true }];
    return IMPLICIT.test(text) ? [{ at, strict: false }] : [];
  });
}

const PREFIX = new RegExp(`^${oneOf(NEGATING_PREFIXES)}(?=\\p{L}{4})`, "iu");

/** "successful" of "unsuccessful"; `null` for a word without such a beginning. Its letters alone decide. */
export function withoutPrefix(word: string): string | null {
  const rest = word.replace(PREFIX, "");
  return rest === word ? null : rest;
}
