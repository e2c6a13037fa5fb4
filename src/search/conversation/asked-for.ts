import { isCapitalised, mainVerb, wordsOf } from "../../language/en/question-words.js";
import { AUXILIARIES, isFunctionWord } from "../../language/en/word-classes.js";

const DO = /^(?:do|does|did|don't|doesn't|didn't)$/u;

/** What a question asks for, where that is the subject: "Which country" of "Which country hosts the fair?". */
export interface AskedFor {
  /** The noun; `null` for "who". */
  readonly noun: string | null;
  readonly verb: string;
  /** What the question says of it: "hosts the fair". */
  readonly rest: string;
}

/** @param base a question without its mark; `null` where its subject is not what it asks for */
export function askedFor(base: string): AskedFor | null {
  const words = wordsOf(base);
  const [asking] = words;
  if (!asking || !/^(?:who|which|what)$/u.test(asking.lower)) return null;
  const auxiliary = words.findIndex(({ lower }) => AUXILIARIES.has(lower));
  const at = auxiliary > 0 ? auxiliary : mainVerb(words);
  const verb = words[at];
  const nouns = words.slice(1, at);
  const isNoun = nouns.every((word) => !isFunctionWord(word.lower) && !isCapitalised(word));
  if (!verb || DO.test(verb.lower) || !isNoun || (asking.lower === "who") !== (nouns.length === 0)) return null;
  return { noun: nouns.at(-1)?.lower ?? null, verb: verb.lower, rest: base.slice(verb.start) };
}
