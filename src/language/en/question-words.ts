import { type Span, span } from "../../core/spans.js";
import {
  AUXILIARIES,
  CONJUNCTIONS,
  DETERMINERS,
  isFunctionWord,
  isVerb,
  PREPOSITIONS,
  QUESTION_WORDS,
} from "./word-classes.js";

export interface Word extends Span {
  /** As written, without a possessive ending; `end` excludes that too. */
  readonly text: string;
  /** Lower case, with straight apostrophes. */
  readonly lower: string;
}

const WORD = /\p{L}(?:\.\p{L})+\.?|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-./,:'’&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
const POSSESSIVE = /['’]s$/u;
/** Auxiliaries that another verb follows, after the subject. */
const WAITING = /^(?:do|does|did|can|could|will|would|shall|should|may|might|must|cannot|\p{L}+n't)$/u;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: match, index }) => {
    const lower = match.toLowerCase().replaceAll("’", "'");
    const isContraction = isFunctionWord(lower);
    const base = isContraction ? match : match.replace(POSSESSIVE, "");
    return { ...span(index, index + base.length), text: base, lower: isContraction ? lower : base.toLowerCase() };
  });
}

export function isCapitalised({ text }: Pick<Word, "text">): boolean {
  return /^\p{Lu}/u.test(text);
}

export function isNumber({ text }: Pick<Word, "text">): boolean {
  return /^\p{N}/u.test(text);
}

/** "Which country exports pine?", "Which countries export it?": what is asked for and its verb share one "s". */
function agreeing([asking, noun, verb]: readonly Word[]): number {
  if (!asking || !noun || !verb || asking.lower === "who" || isFunctionWord(noun.lower)) return -1;
  const isPlural = (word: Word) => /(?:[^su]s|people|men|women|children)$/u.test(word.lower);
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
 * Index of the verb that an auxiliary waits for: "host" of "How many does Qatar host?"; -1 where there is none. Words
 * that may be verbs and nouns are told apart by their place: a verb ends the run that its subject begins.
 */
export function mainVerb(words: readonly Word[]): number {
  const auxiliary = words.findIndex(({ lower }) => AUXILIARIES.has(lower));
  if (auxiliary < 0) return verbAfterSubject(words);
  if (!WAITING.test(words[auxiliary]!.lower)) return -1;
  const ends = ({ lower }: Word) => PREPOSITIONS.has(lower) || QUESTION_WORDS.has(lower) || CONJUNCTIONS.has(lower);
  const mayBe = (i: number, isSure: boolean) => {
    const [word, previous] = [words[i]!, words[i - 1]];
    if (!word || isFunctionWord(word.lower) || isNumber(word) || (previous && DETERMINERS.has(previous.lower)))
      return false;
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
