import {
  AUXILIARIES,
  COMMON_VERBS,
  CONJUNCTIONS,
  DETERMINERS,
  FORMS_OF_DO,
  IRREGULAR_PASTS,
  IRREGULAR_PLURALS,
  isFunctionWord,
  MODALS,
  PREPOSITIONS,
  QUESTION_WORDS,
  RANKS,
} from "../../language/en/lexicon.js";
import { isCapitalised, isNumber, type Word } from "../../language/en/tokens.js";

/** Whether a word in small letters is some form of a verb that parts the phrases of a question. */
export function isVerb(word: string): boolean {
  if (COMMON_VERBS.has(word) || IRREGULAR_PASTS.has(word)) return true;
  const stems = [
    word.replace(/s$/u, ""),
    word.replace(/es$/u, ""),
    word.replace(/ies$/u, "y"),
    word.replace(/e?d$/u, ""),
    word.replace(/d$/u, ""),
    word.replace(/ied$/u, "y"),
    word.replace(/(.)\1ed$/u, "$1"),
    word.replace(/ing$/u, ""),
    word.replace(/ing$/u, "e"),
  ];
  return stems.some((stem) => COMMON_VERBS.has(stem));
}

/** "Which country exports pine?", "Which countries export it?": what is asked for and its verb share one "s". */
function agreeing([asking, noun, verb]: readonly Word[]): number {
  if (!asking || !noun || !verb || asking.lower === "who" || isFunctionWord(noun.lower)) return -1;
  const isPlural = ({ lower }: Word) => /[^su]s$/u.test(lower) || IRREGULAR_PLURALS.has(lower);
  return isPlural(noun) !== isPlural(verb) || /[^e]ed$/u.test(verb.lower) ? 2 : -1;
}

/** "Who signed it?", "Which countries use the euro?": without an auxiliary the verb follows the subject. */
function verbAfterSubject(words: readonly Word[]): number {
  const [first, second] = words;
  if (!first || !second || !QUESTION_WORDS.has(first.lower)) return -1;
  const isPlain = (word: Word) => !isFunctionWord(word.lower) && !isCapitalised(word) && !isNumber(word);
  if (first.lower === "who" && isPlain(second)) return 1;
  if (first.lower === "what") {
    const next = words[2];
    if (isPlain(second) && (!next || isFunctionWord(next.lower) || isCapitalised(next))) return 1;
  }
  const mayBe = (word: Word, i: number) => i > 1 && isPlain(word) && !isFunctionWord(words[i - 1]!.lower);
  const known = words.findIndex((word, i) => mayBe(word, i) && isVerb(word.lower));
  const agrees = known > 1 ? known : agreeing(words);
  if (agrees > 1 && mayBe(words[agrees]!, agrees)) return agrees;
  return words.findIndex((word, i) => {
    const next = words[i + 1];
    const endsRun = !next || isFunctionWord(next.lower) || isCapitalised(next) || isNumber(next);
    return mayBe(word, i) && endsRun;
  });
}

/**
 * Whether a word stands behind a determiner, "the ferry", and "the last ferry" as long as the question goes on: "What
 * does the last cost?"
 */
function isDetermined(words: readonly Word[], i: number): boolean {
  const before = RANKS.has(words[i - 1]?.lower ?? "") && i < words.length - 1 ? i - 2 : i - 1;
  return DETERMINERS.has(words[before]?.lower ?? "");
}

/**
 * Index of the verb that an auxiliary waits for: "host" of "How many does Qatar host?"; -1 where there is none. Words
 * that may be verbs and nouns are told apart by their place: a verb ends the run that its subject begins.
 */
export function mainVerb(words: readonly Word[]): number {
  const auxiliary = words.findIndex(({ lower }) => AUXILIARIES.has(lower));
  if (auxiliary < 0) return verbAfterSubject(words);
  const { lower: waiting } = words[auxiliary]!;
  if (!FORMS_OF_DO.has(waiting) && !MODALS.has(waiting) && !waiting.endsWith("n't")) return -1;
  const ends = ({ lower }: Word) => PREPOSITIONS.has(lower) || QUESTION_WORDS.has(lower) || CONJUNCTIONS.has(lower);
  const mayBe = (i: number, isSure: boolean) => {
    const word = words[i];
    if (!word || isFunctionWord(word.lower) || isNumber(word) || isDetermined(words, i)) return false;
    return isSure
      ? isVerb(word.lower) && !/(?:ed|ing)$/u.test(word.lower)
      : !isCapitalised(word) && !/[^s]s$/u.test(word.lower);
  };
  let stop = words.findIndex((word, i) => i > auxiliary && ends(word));
  if (stop < 0) stop = words.length;
  for (let i = auxiliary + 2; i < words.length; i++) if (mayBe(i, true)) return i;
  for (let i = stop - 1; i > auxiliary + 1; i--) if (mayBe(i, false)) return i;
  return mayBe(words.length - 1, false) && words.length - 1 > auxiliary + 1 ? words.length - 1 : -1;
}
