import { COUNTRIES, NEVER_NAMES, TITLE_PARTS, TITLES, UNIT_SYMBOLS } from "./lexicon.js";
import type { Found, Word } from "./tokens.js";

export interface NameValue {
  /** What it is compared by: a place's key, or the term of each of its words. */
  readonly keys: readonly string[];
  /** First letters of its words, for "FTB" and "Foreign Trade Bank". */
  readonly initials: string;
  /** The first word of its sentence, which has its capital anyway. */
  readonly weak: boolean;
}

/** Whether a word, in any case, goes with a name and is no part of it. */
export function isTitle(word: string): boolean {
  const lower = word.toLowerCase();
  return TITLES.has(lower) || TITLE_PARTS.has(lower);
}

export const PLACE_PREFIX = "place:";

const PLACE_KEYS: ReadonlyMap<string, string> = new Map(
  COUNTRIES.trim()
    .split("\n")
    .flatMap((line) => line.split("|").map((name, _, [key]) => [name, `${PLACE_PREFIX}${key}`] as const)),
);

/** The longest known name has this many words. */
const MAX_PLACE_WORDS = 4;

/** What a name stands for, in whatever form; `undefined` for a name that is not known. Case counts for nothing. */
export function placeOf(name: string): string | undefined {
  return PLACE_KEYS.get(
    name
      .toLowerCase()
      .replace(/['’]s?$/u, "")
      .replace(/[\s-]+/gu, " "),
  );
}

/** Endings of common nouns, adverbs and participles: a sentence that starts with such a word starts with no name. */
const COMMON_ENDING =
  /(?:[^s]s|ing|ed|ly|tion|sion|ment|ness|ity|ance|ence|acy|ism|ship|ful|able|ible|ous|ive|er|est)$/iu;
/**
 * Runs of capitalised words, acronyms and known places. A sentence's first word counts as one if it has more capitals,
 * is followed by another name or is a known place; else it is weak.
 * @param taken dates and numbers
 */
export function namesOf(text: string, words: readonly Word[], taken: readonly Found<unknown>[]): Found<NameValue>[] {
  const names: Found<NameValue>[] = [];
  for (let i = 0; i < words.length; ) {
    const place = placeAt(text, words, i);
    if (place) {
      const [first, last] = [words[i]!, words[i + place.length - 1]!];
      names.push({
        start: first.start,
        end: last.end,
        value: { keys: [place.key], initials: initialsOf(text.slice(first.start, last.end)), weak: false },
      });
      i += place.length;
      continue;
    }
    const run = runAt(text, words, i, taken);
    if (run === 0) {
      i++;
      continue;
    }
    const members = words.slice(i, i + run).filter(({ text: word }) => !isTitle(word));
    const [first, last] = [members[0], members.at(-1)];
    if (first && last) {
      const weak =
        members.length === 1 &&
        startsSentence(text, first) &&
        !/['’]s$/u.test(first.text) &&
        !/\p{Lu}.*\p{Lu}|\d/u.test(first.text);
      if (!(weak && (first.stop || COMMON_ENDING.test(first.text)))) {
        const value = {
          keys: members.map(({ term }) => term),
          initials: initialsOf(text.slice(first.start, last.end)),
          weak,
        };
        names.push({ start: first.start, end: last.end, value });
      }
    }
    i += run;
  }
  return names;
}

function placeAt(text: string, words: readonly Word[], at: number): { key: string; length: number } | null {
  for (let length = Math.min(MAX_PLACE_WORDS, words.length - at); length > 0; length--) {
    const [first, last] = [words[at]!, words[at + length - 1]!];
    const written = text.slice(first.start, last.end);
    // "us" and "turkey" are words too.
    if (!/^\p{Lu}/u.test(written) || /[.,;:!?]\s/u.test(written)) continue;
    const key = placeOf(written);
    if (key && (written.length > 2 || written === written.toUpperCase())) return { key, length };
  }
  return null;
}

/** How many words from `at` on are one name. */
function runAt(text: string, words: readonly Word[], at: number, taken: readonly Found<unknown>[]): number {
  let length = 0;
  for (let i = at; i < words.length; i++) {
    const word = words[i]!;
    const before = i > at ? text.slice(words[i - 1]!.end, word.start) : " ";
    const joined = /^(?:[ \u00a0]|-|\.\s?|&|\s&\s|\/)$/u.test(before);
    const capital = (/^\p{Lu}/u.test(word.text) && !isUnit(text, word)) || (i > at && before === "-");
    const isTaken = taken.some(({ start, end }) => word.start < end && start < word.end);
    if (!capital || !joined || isTaken || NEVER_NAMES.has(word.lower)) break;
    if (i > at && placeAt(text, words, i)) break;
    // A stop word in capitals is a name in the middle of a run only ("The Who"), not at a sentence's start.
    if (i === at && word.stop && (startsSentence(text, word) || !/\p{Lu}{2}/u.test(word.text))) break;
    length++;
    // Possessives end a name: "Japan's Foreign Minister".
    if (/['’]s$/u.test(word.text)) break;
  }
  return length;
}

/** "C" of "3 °C", "GB" of "16 GB": no name, capital or not. */
function isUnit(text: string, { start, text: written }: Word): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  return /°\s?$/u.test(before) || (UNIT_SYMBOLS.has(written) && /\d[\s\u00a0\u202f]?$/u.test(before));
}

/** Characters before a word that tell whether it starts a sentence. */
const LOOK_BACK = 40;

function startsSentence(text: string, { start }: Word): boolean {
  const before = text.slice(Math.max(0, start - LOOK_BACK), start).replace(/["“‘'([•*–—\s-]+$/u, "");
  return before === "" || /[.!?:]$/u.test(before) || /(?:\d\/\d+|\n\s*)$/u.test(before);
}

function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < 2
    ? ""
    : words
        .filter((word) => /^\p{Lu}/u.test(word))
        .map((word) => word[0])
        .join("")
        .toLowerCase();
}
