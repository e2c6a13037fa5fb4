import { stemmer } from "@orama/stemmers/english";
import { STOP_WORDS } from "./lexicon.js";

/** A term as the index keeps it, with the word of the text that it comes from. */
export interface AnalysedTerm {
  readonly term: string;
  readonly word: string;
  /** The word in the index's spelling (case, accents, possessive), but not stemmed. */
  readonly folded: string;
}

const JOINERS = "\\u00ad\\u200b-\\u200d\\u2060\\ufeff";
const APOSTROPHE = "['\\u2018\\u2019\\u02bc\\uff07]";
const END = "(?![\\p{L}\\p{M}\\p{N}])";
const POSSESSIVE_END = `(?:${APOSTROPHE}s${END})?`;
/**
 * Number (group 1), dotted initials ("U.S.", 2), pair with an ampersand ("R&D") or language name ("C++", 3), word; tried
 * in this order. Groups without names: an object of named ones, made for each match, would be the dearest part of it.
 */
const INDEXED_WORD = new RegExp(
  [
    `(\\p{Nd}+(?:[.,:/\\-\\u2010\\u2011\\u2013\\u2212'\\u2019\\u00a0\\u2009\\u202f]\\p{Nd}+)*)(?:${APOSTROPHE}?s${END})?`,
    `(\\p{L}(?:\\.\\p{L})+)\\.?${END}${POSSESSIVE_END}`,
    `(\\p{L}{1,2}&\\p{L}{1,2}${END}|\\p{L}(?:\\+\\+|#)${END})${POSSESSIVE_END}`,
    `[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}${JOINERS}]*(?:${APOSTROPHE}[\\p{L}\\p{M}]+)*`,
  ].join("|"),
  "gu",
);
const NOT_ASCII = /[\u0080-\uffff]/;
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; other scripts' marks are letters in their own right. */
const DROPPED_MARKS = new RegExp(`[\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0670${JOINERS}]`, "gu");
const APOSTROPHES = new RegExp(APOSTROPHE, "gu");
const LETTERS_WITHOUT_DECOMPOSITION = /[ßæœøđłıςµ⁄]/gu;
const SPELT_OUT: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  ς: "σ",
  µ: "μ",
  "⁄": "/",
};
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const GROUPED = /^\p{Nd}{1,3}(?:,\p{Nd}{2,3})*,\p{Nd}{3}(?:\.\p{Nd}+)?$/u;
const MEMO_LIMIT_WORDS = 200_000;

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const memo = new Map<string, readonly AnalysedTerm[]>();

/**
 * All terms of a text in order, stop words and duplicates included.
 *
 * Words are runs of Unicode letters, digits and marks: NFKD without accents, lower case, without possessive 's, other
 * apostrophes dropped ("don't" is "dont"), stemmed by Porter's English rules (M. F. Porter, 1980) where they are a to z.
 * Hyphens, underscores and slashes part words; "U.S." is "us". Scripts without spaces are parted by `Intl.Segmenter`.
 *
 * Numbers stay whole, without currency, unit or sign: "$1.5bn" gives "1.5" and "bn", "5mg" "5" and "mg", "1990s" "1990".
 * Commas, apostrophes and hard spaces that group thousands are dropped ("13,687" is "13687"); other commas part numbers.
 * Digits joined by a hyphen or dash, and dates (joined by anything, with a part of four digits), give the whole and its
 * parts: "2017-04-28" is also found by "2017". "9/7", "10:30" and "3.5.1" are found whole only.
 */
export function analyse(text: string): AnalysedTerm[] {
  const terms: AnalysedTerm[] = [];
  INDEXED_WORD.lastIndex = 0;
  for (let match = INDEXED_WORD.exec(text); match; match = INDEXED_WORD.exec(text)) {
    let found = memo.get(match[0]);
    if (!found) {
      found = termsOf(match[0], match[1], match[2], match[3]);
      if (memo.size >= MEMO_LIMIT_WORDS) memo.clear();
      memo.set(match[0], found);
    }
    for (const term of found) terms.push(term);
  }
  return terms;
}

/** Distinct terms of a question in order, stop words dropped unless there is nothing else ("to be or not to be"). */
export function analyseQuestion(question: string): AnalysedTerm[] {
  const distinct = new Map<string, AnalysedTerm>();
  for (const term of analyse(question)) {
    if (!distinct.has(term.term)) distinct.set(term.term, term);
  }
  const terms = [...distinct.values()];
  const content = terms.filter(({ term }) => !isStopTerm(term));
  return content.length > 0 ? content : terms;
}

export function isStopTerm(term: string): boolean {
  return STOP_WORDS.has(term);
}

function termsOf(
  word: string,
  number: string | undefined,
  initials: string | undefined,
  whole: string | undefined,
): AnalysedTerm[] {
  if (number !== undefined) return numberTerms(fold(number)).map((term) => unstemmed(term, term));
  if (initials !== undefined) return [unstemmed(fold(initials).replaceAll(".", ""), initials)];
  if (whole !== undefined) return [unstemmed(fold(whole), whole)];
  const folded = withoutApostrophes(fold(word));
  if (!WITHOUT_SPACES.test(folded)) return folded === "" ? [] : [{ term: stem(folded), word, folded }];
  const terms: AnalysedTerm[] = [];
  for (const { segment, isWordLike } of segmenter.segment(folded)) {
    if (isWordLike) terms.push({ term: stem(segment), word: segment, folded: segment });
  }
  return terms;
}

function unstemmed(folded: string, word: string): AnalysedTerm {
  return { term: folded, word, folded };
}

function numberTerms(number: string): string[] {
  const text = number.replace(/[\u2010\u2011\u2013\u2212]/gu, "-").replace(/['\s]/gu, ",");
  if (text.includes(",")) {
    return text
      .split(/[-/:]/u)
      .flatMap((part) => (GROUPED.test(part) ? [part.replaceAll(",", "")] : part.split(",").flatMap(numberTerms)));
  }
  const parts = text.split(/[-/:]/u).flatMap((part) => (/\..*\./u.test(part) ? part.split(".") : [part]));
  const findableByPart = text.includes("-") || parts.some((part) => part.length >= 4 && !part.includes("."));
  return parts.length > 1 && findableByPart ? [text, ...parts] : [text];
}

function fold(word: string): string {
  if (!NOT_ASCII.test(word)) return word.toLowerCase();
  return word
    .normalize("NFKD")
    .replace(DROPPED_MARKS, "")
    .toLowerCase()
    .replace(LETTERS_WITHOUT_DECOMPOSITION, (letter) => SPELT_OUT[letter] ?? letter)
    .replace(APOSTROPHES, "'")
    .normalize("NFC");
}

/** Also drops the article that French and Italian write onto the next word ("l'eau"). */
function withoutApostrophes(word: string): string {
  if (!word.includes("'")) return word;
  return word
    .replace(/'s?$/u, "")
    .replace(/^(?:l|d|qu)'(?=\p{L}{3})/u, "")
    .replaceAll("'", "");
}

function stem(word: string): string {
  return !STOP_WORDS.has(word) && /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
}
