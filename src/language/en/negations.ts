import type { Word } from "./statement-words.js";

/** `strict` turns what follows into its opposite; `implicit` words mean that something is not so ("ban", "stop"). */
export interface Negation {
  /** Number of the word. */
  readonly at: number;
  readonly strict: boolean;
}

const STRICT =
  /^(?:not|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|cant|fail\w*|refus\w*|deni\w*|deny\w*|unable|lack\w*|hardly|barely|scarcely|\w+n['’]t)$/iu;
const IMPLICIT =
  /^(?:stop\w*|halt\w*|ceas\w*|end|ends|ended|ending|ban|bans|banned|banning|prohibit\w*|forbid\w*|forbad\w*|bar|bars|barred|block\w*|prevent\w*|avoid\w*|absen\w*|impossib\w*|unlike\w*|wrong\w*|fals\w*|untru\w*|neglect\w*|overlook\w*|ignor\w*|omit\w*|miss|misses|missed|missing|withh\w*|reject\w*|declin\w*|oppos\w*|against|rarely|seldom|abandon\w*|cancel\w*|drop|dropped|exclud\w*|unless|myth|insufficient\w*|inadequa\w*|disagree\w*)$/iu;
/** "not only", "no doubt" and their like deny nothing. */
const HARMLESS_AFTER: Readonly<Record<string, RegExp>> = {
  not: /^(?:only|just|merely|least|simply)$/iu,
  no: /^(?:doubt|sooner|matter|wonder|less)$/iu,
};

/** The words that deny something. */
export function negationsOf(words: readonly Word[]): Negation[] {
  return words.flatMap(({ text }, at): Negation[] => {
    const next = words[at + 1]?.text ?? "";
    if (HARMLESS_AFTER[text.toLowerCase()]?.test(next)) return [];
    // "No. 5", and the abbreviation of "number" in general.
    if (/^no$/iu.test(text) && /^\d/.test(next)) return [];
    // "Senjō no Valkyria" is a name.
    if (text === "no" && /^\p{Lu}/u.test(next) && /^\p{Lu}/u.test(words[at - 1]?.text ?? "")) return [];
    if (STRICT.test(text)) return [{ at, strict: true }];
    return IMPLICIT.test(text) ? [{ at, strict: false }] : [];
  });
}

const PREFIX = /^(?:un|in|im|ir|il|dis|non)(?=\p{L}{4})/iu;

/** "successful" of "unsuccessful"; `null` for a word without such a beginning. Its letters alone decide. */
export function withoutPrefix(word: string): string | null {
  const rest = word.replace(PREFIX, "");
  return rest === word ? null : rest;
}
