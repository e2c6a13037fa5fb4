import { sliceSpan } from "../../core/spans.js";
import { upperFirst } from "../../core/text.js";
import { isFormOf, loadEnglishWords } from "../../language/en/english-words.js";
import { isSlip, isSlipOfName, isSlipOfRhythm, oneSlipAway, slipOf } from "../../language/en/slips.js";
import { analyse } from "../../language/en/text-analysis.js";
import { isCapitalised, type Word, wordsOf } from "../../language/en/tokens.js";
import type { Library } from "../library.js";
import { wordsApart } from "./missing-space.js";
import { interpretQuestion, type Question } from "./question.js";

/** Shorter words are one slip away from too many others. */
const MIN_LETTERS = 4;
/** Against the cost of a slip: a word that stands in e times as many passages. */
const FREQUENCY_BONUS = 0.1;
/** More passages tell no more. */
const MAX_FREQUENCY = 20;
/** Passages that are looked at for how they write a word. */
const WITNESSES = 8;

/** What a word may be a slip of. */
interface Candidate {
  /** In small letters, but for a name. */
  readonly word: string;
  /** The less the likelier. */
  readonly score: number;
  /** Likelier than that the word is right and stands in no document. */
  readonly isSure: boolean;
}

/** A word of a question that occurs nowhere. */
interface UnknownWord {
  /** In small letters, without possessive ending. */
  readonly typed: string;
  /** Written as a name is, where not every word would be. */
  readonly isName: boolean;
  /** It stood before "'s". */
  readonly isPossessive: boolean;
}

/** How the documents write a word. */
interface Form {
  all: number;
  capitals: number;
}

/**
 * Reads over the slips of a question: a word that occurs neither in the documents nor in their names is taken for the
 * one that they hold and that is one slip of the keyboard or of spelling away; one without its space for two words.
 * What English knows is no slip, nor is what stands in quotation marks. Of names, one is taken for another only by
 * slips that hardly make another name; else it is suspected.
 */
export async function readSpelling(question: Question, library: Library): Promise<Question> {
  const { text } = question;
  const words = wordsOf(text).filter((word) => isChecked(word, question));
  const held = await library.reader.frequencies(words.map((word) => word.text));
  const unknown = words.filter(({ term }, i) => held[i] === 0 && library.sources.names.withAll([term]).size === 0);
  if (unknown.length === 0) return question;
  let read = text;
  const suspected: { readonly word: string; readonly like: string }[] = [];
  for (const word of unknown.toReversed()) {
    const bare = bareOf(word);
    const isName = isCapitalised(word) && word.start > 0;
    const meant = await meantBy({ typed: bare.toLowerCase(), isName, isPossessive: bare !== word.text }, library);
    if (!meant) continue;
    const written = isCapitalised(word) ? upperFirst(meant.word) : meant.word;
    if (meant.isSure) read = read.slice(0, word.start) + written + read.slice(word.start + bare.length);
    else suspected.unshift({ word: bare, like: written });
  }
  if (read === text) return suspected.length > 0 ? { ...question, suspected } : question;
  return { ...interpretQuestion(read), asked: question.asked, suspected };
}

/** A word of letters that carries more than grammar, and is no abbreviation and nobody's wording. */
function isChecked({ text, lower, stop }: Word, { phrases }: Question): boolean {
  const letters = lower.replace(/'s$/u, "");
  if (stop || !/^[a-z]+$/u.test(letters) || letters.length < MIN_LETTERS || /^.+\p{Lu}/u.test(text)) return false;
  return !phrases.some((phrase) => wordsOf(phrase).some((quoted) => quoted.text === text));
}

function bareOf({ text }: Word): string {
  return text.replace(/['’]s$/u, "");
}

async function meantBy(unknown: UnknownWord, library: Library): Promise<Candidate | null> {
  const { typed, isName, isPossessive } = unknown;
  if (isFormOf(typed, (word) => isWhole(word, library))) return null;
  const spellings = await heldSpellings(typed, library);
  const { knows } = await loadEnglishWords();
  if (knows(typed)) return null;
  const candidates: Candidate[] = [];
  for (const { words, frequency } of spellings) {
    candidates.push(...(await candidatesOf(unknown, words, frequency, library)));
  }
  candidates.sort((a, b) => a.score - b.score);
  const sure = candidates.find((candidate) => candidate.isSure);
  if (sure) return sure;
  const apart = isName || isPossessive ? null : await wordsApart(typed, library);
  return apart === null ? (candidates[0] ?? null) : { word: apart, score: 0, isSure: true };
}

/** Whether the model's vocabulary has a word whole: it was common where the model was trained. */
function isWhole(word: string, { embedder }: Library): boolean {
  return embedder.tokenize(word).length === 1;
}

/** What is one slip away and of a term that some passages hold, by term. */
async function heldSpellings(typed: string, { reader }: Library) {
  const others = [...oneSlipAway(typed)].filter((other) => other.length >= MIN_LETTERS - 1);
  const frequencies = await reader.frequencies(others);
  const byTerm = new Map<string, { readonly words: string[]; readonly frequency: number }>();
  others.forEach((other, i) => {
    const [term] = analyse(other);
    if (!term || frequencies[i]! === 0) return;
    const same = byTerm.get(term.term);
    if (same) same.words.push(other);
    else byTerm.set(term.term, { words: [other], frequency: frequencies[i]! });
  });
  return byTerm.values();
}

/**
 * @param words of one term that the documents hold: not all of them need be words at all
 * @param frequency passages that hold the term
 */
async function candidatesOf(
  { typed, isName }: UnknownWord,
  words: readonly string[],
  frequency: number,
  library: Library,
): Promise<Candidate[]> {
  const english = await loadEnglishWords();
  const candidate = (meant: string, isNameToo: boolean, fits: boolean): Candidate => {
    const slip = slipOf(typed, meant)!;
    const score = slip.cost - FREQUENCY_BONUS * Math.log(Math.min(frequency, MAX_FREQUENCY));
    const isLikely = isName || isNameToo ? isSlipOfName(slip, typed, meant) : isSlip(slip, typed);
    return { word: isNameToo ? upperFirst(meant) : meant, score, isSure: isLikely && fits };
  };
  const ordinary = words.filter(
    (word) => english.isOrdinary(word) || (isWhole(word, library) && !english.isName(word)),
  );
  if (ordinary.length > 0 && !isName) {
    return ordinary.map((meant) => candidate(meant, false, true)).filter(({ isSure }) => isSure);
  }
  return [...(await formsOf(words, library))].flatMap(([meant, { all, capitals }]) => {
    const isNameToo = capitals > all / 2 || english.isName(meant);
    const found = candidate(meant, isNameToo, !isName || isNameToo || isSlipOfRhythm(slipOf(typed, meant)!));
    // Another word is only suspected where both are names.
    return found.isSure || (isName && isNameToo) ? [found] : [];
  });
}

/** Which of some words of one term the documents have, as some of their passages show. */
async function formsOf(words: readonly string[], { reader, sources }: Library): Promise<Map<string, Form>> {
  const forms = new Map<string, Form>();
  for (const passage of await reader.passagesWithAll(words[0]!, {}, WITNESSES)) {
    const source = await sources.get(passage.documentId);
    for (const { folded, word } of source ? analyse(sliceSpan(source.text, passage)) : []) {
      if (!words.includes(folded)) continue;
      const form = forms.get(folded) ?? { all: 0, capitals: 0 };
      form.all++;
      if (/^\p{Lu}/u.test(word)) form.capitals++;
      forms.set(folded, form);
    }
  }
  return forms;
}
