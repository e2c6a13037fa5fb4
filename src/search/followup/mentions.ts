import { type Span, span } from "../../core/spans.js";
import {
  DETERMINERS,
  IRREGULAR_PLURALS,
  isFunctionWord,
  MONTHS,
  oneOf,
  PREPOSITIONS,
  RANKS,
  SEASONS,
  WEEKDAYS,
} from "../../language/en/lexicon.js";
import { compoundsOf, isCapitalised, isNumber, type Word } from "../../language/en/tokens.js";
import { isVerb, mainVerb } from "./main-verb.js";

/** Something that a text speaks of. */
export interface Mention extends Span {
  readonly text: string;
  readonly kind: "name" | "number" | "quoted" | "phrase";
  readonly plural: boolean;
  /** Lower case; what stands before it; `'s` where a name before it owns it. */
  readonly determiner: string | null;
  readonly preposition: string | null;
  /** With its determiner or owner. */
  readonly whole: Span;
}

const QUOTED = /["“][^"“”]+["”]|(?<![\p{L}\p{N}])['‘]\S.*?['’](?![\p{L}\p{N}])/gu;
const PLURAL_ENDING = new RegExp(`(?:[^siu']s|ies|${oneOf(IRREGULAR_PLURALS)})$`, "u");
const ADJECTIVE = /(?:an|ese|ish|ic|ern)$/u;

/**
 * Names, numbers and dates, quoted texts and noun phrases, in order. Phrases are runs of words that are neither grammar
 * nor verbs.
 */
export function mentionsOf(text: string): Mention[] {
  const quoted = quotedIn(text);
  const words = compoundsOf(text);
  const verb = mainVerb(words);
  const mentions: Mention[] = quoted.map((where) => mention(text, where, "quoted", words));
  let run: Word[] = [];
  const close = () => {
    mentions.push(...parted(text, run, words));
    run = [];
  };
  for (const [i, word] of words.entries()) {
    const inQuotes = quoted.some(({ start, end }) => start <= word.start && word.end <= end);
    const last = run.at(-1);
    // A possessive, a comma or a bracket ends a phrase.
    if (last && /\S/u.test(text.slice(last.end, word.start))) close();
    if (!inQuotes && i !== verb && isPart(i, words, text)) run.push(word);
    else close();
  }
  close();
  return mentions.sort((a, b) => a.start - b.start);
}

/** Spans of what a text puts in quotation marks, marks included. */
export function quotedIn(text: string): Span[] {
  return [...text.matchAll(QUOTED)].map(({ 0: match, index }) => span(index, index + match.length));
}

/** The words of a mention in their question, with what describes it: "the deal with Libya". */
export function description(text: string, mention: Mention, all: readonly Mention[]): string {
  if (mention.kind !== "phrase") return text.slice(mention.start, mention.end);
  const next = all.find(({ whole }) => whole.start > mention.end);
  const link = next && /^ (of|at|with|about|against|between|in|for) $/u.exec(text.slice(mention.end, next.whole.start));
  const describes =
    link && (link[1] === "of" || mention.determiner !== null) && (link[1] !== "in" || next.kind === "name");
  return text.slice(
    mention.determiner === "'s" ? mention.whole.start : mention.start,
    describes ? next.end : mention.end,
  );
}

function isPart(i: number, words: readonly Word[], text: string): boolean {
  const [previous, word, next] = [words[i - 1], words[i]!, words[i + 1]];
  const opensSentence = i === 0 || /[.?!]["”’)]*\s*$/u.test(text.slice(0, word.start));
  // "Secretary of State Hill", "Bank of England": "of" stands between two capitals.
  const joins = word.lower === "of" && previous && next && isCapitalised(previous) && isCapitalised(next);
  if (joins && i > 1) return true;
  if (isCapitalised(word) && !opensSentence && word.lower !== "i") return true;
  const isNoun = previous !== undefined && DETERMINERS.has(previous.lower);
  // "the last ferry"
  if (isNoun && next && RANKS.has(word.lower)) return true;
  // "How long", "how fast"
  if (isFunctionWord(word.lower) || previous?.lower === "how") return false;
  if (isNumber(word)) return true;
  const isParticiple = /\p{L}{2}(?<!e)ed$/u.test(word.lower) && (!next || isFunctionWord(next.lower));
  return isNoun || !(isVerb(word.lower) || isParticiple);
}

/** A run may hold a name and common words beside it: "Qatar hosts", "North Korean workers". */
function parted(text: string, run: readonly Word[], words: readonly Word[]): Mention[] {
  const mentions: Mention[] = [];
  let from = 0;
  for (let i = 1; i <= run.length; i++) {
    const [before, word] = [run[i - 1]!, run[i]];
    const isSame = word && isNamed(before) === isNamed(word);
    const describes = word && isCapitalised(before) && ADJECTIVE.test(before.lower) && !isNamed(word);
    const counts = word && isNumber(word) && !isNamed(before);
    if (isSame || describes || counts) continue;
    const part = run.slice(from, i);
    const isName = part.every(isNamed) && part.some(isCapitalised);
    const isTime = part.every((w) => isNumber(w) || isTimeWord(w.lower) || /^(?:st|nd|rd|th)$/u.test(w.lower));
    const where = span(part[0]!.start, part.at(-1)!.end);
    mentions.push(mention(text, where, isTime ? "number" : isName ? "name" : "phrase", words));
    from = i;
  }
  return mentions;
}

function isTimeWord(word: string): boolean {
  return MONTHS.has(word) || WEEKDAYS.has(word) || SEASONS.has(word);
}

function isNamed(word: Word): boolean {
  return isCapitalised(word) || isNumber(word) || word.lower === "of";
}

function mention(text: string, where: Span, kind: Mention["kind"], words: readonly Word[]): Mention {
  const before = words.filter(({ end }) => end <= where.start);
  let start: number = where.start;
  let determiner: string | null = null;
  let last = before.at(-1);
  if (last && /^['’]s?\s$/u.test(text.slice(last.end, where.start))) {
    // The owner's own words: "North Korea" of "North Korea's third test".
    determiner = "'s";
    while (last && (isCapitalised(last) || last.end + 2 >= where.start)) {
      start = last.start;
      before.pop();
      last = before.at(-1);
    }
    if (last && DETERMINERS.has(last.lower)) {
      start = last.start;
      before.pop();
    }
  } else if (last && DETERMINERS.has(last.lower)) {
    determiner = last.lower;
    start = last.start;
    before.pop();
  }
  last = before.at(-1);
  const preposition = last && PREPOSITIONS.has(last.lower) ? last.lower : null;
  const slice = text.slice(where.start, where.end);
  return {
    ...where,
    text: slice,
    kind,
    plural: kind === "phrase" && PLURAL_ENDING.test(slice) && !/ss$/u.test(slice),
    determiner,
    preposition,
    whole: span(start, where.end),
  };
}
