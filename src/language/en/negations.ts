import {
  HARMLESS_AFTER,
  IMPLICIT_NEGATING_STEMS,
  IMPLICIT_NEGATIONS,
  NEGATING_PREFIXES,
  NEGATING_STEMS,
  NEGATIONS,
  oneOf,
} from "./lexicon.js";
import type { Word } from "./tokens.js";

/** `strict` turns what follows into its opposite; `implicit` words mean that something is not so ("ban", "stop"). */
export interface Negation {
  /** Number of the word. */
  readonly at: number;
  readonly strict: boolean;
}

const STRICT = new RegExp(`^(?:${oneOf(NEGATIONS)}|${oneOf(NEGATING_STEMS)}\\w*|\\w+n['’]t)$`, "iu");
const IMPLICIT = new RegExp(`^(?:${oneOf(IMPLICIT_NEGATIONS)}|${oneOf(IMPLICIT_NEGATING_STEMS)}\\w*)$`, "iu");

/** The words that deny something. */
export function negationsOf(words: readonly Word[]): Negation[] {
  return words.flatMap(({ text, lower }, at): Negation[] => {
    const next = words[at + 1]?.text ?? "";
    if (HARMLESS_AFTER.get(lower)?.has(next.toLowerCase())) return [];
    // "No. 5", and the abbreviation of "number" in general.
    if (/^no$/iu.test(text) && /^\d/.test(next)) return [];
    // "Senjō no Valkyria" is a name.
    if (text === "no" && /^\p{Lu}/u.test(next) && /^\p{Lu}/u.test(words[at - 1]?.text ?? "")) return [];
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
