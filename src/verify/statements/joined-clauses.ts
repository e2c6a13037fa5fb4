import { upperFirst } from "../../core/text.js";
import type { Facts } from "../../language/en/facts.js";
import {
  AUXILIARIES,
  CLAUSE_OPENERS,
  DETERMINERS,
  FORMS_OF_BE,
  IRREGULAR_PASTS,
  isFunctionWord,
  PREPOSITIONS,
  SUBJECT_PRONOUNS,
} from "../../language/en/lexicon.js";
import { isCapitalised, isNumber, type Word, wordsOf } from "../../language/en/tokens.js";
import { isVerb } from "../../search/followup/main-verb.js";

/** One of the things that a sentence says in a row. */
export interface JoinedClause {
  /** What opens the sentence and holds for all of it, up to its comma and the space behind; empty for most. */
  readonly opening: string;
  /** Of what it is said. */
  readonly subject: string;
  /** Whether the subject stands in an earlier clause, and here a pronoun or nothing. */
  readonly isShared: boolean;
  readonly predicate: string;
}

/** A clause as a sentence of its own. @param subject what stands in the place of its own subject */
export function sentenceOf({ opening, subject: own, predicate }: JoinedClause, subject = own): string {
  return `${upperFirst(`${opening}${subject} ${predicate}`.trim())}.`;
}

/**
 * The clauses that a sentence joins by "and", "but", a semicolon, ", while" or ", which"; none where it says one thing.
 * Each has a verb, so that no item of a list is taken for one, and none is joined by what says more than both: cause,
 * order, condition.
 */
export function joinedClauses(text: string): readonly JoinedClause[] {
  const plain = text.trim().replace(/[.!?]+$/u, "");
  const words = wordsOf(plain);
  const opening = openingOf(plain, words);
  const clauses: JoinedClause[] = [];
  let first = opening.words;
  let by: Joint | null = null;
  for (let at = Math.max(opening.until, first + 1); at <= words.length; at++) {
    const joint = at < words.length ? jointAt(plain, words, first, at) : null;
    if (!joint && (at < words.length || !by)) continue;
    clauses.push(
      clauseOf(plain, words.slice(first, at), { opening: opening.text, by, clauses, before: words.slice(0, first) }),
    );
    by = joint;
    first = at = joint?.next ?? at;
  }
  return clauses;
}

interface Joint {
  /** Number of the word that the clause behind it begins with. */
  readonly next: number;
  readonly isRelative: boolean;
}

/** "In March, …", "If it rains, …": what holds for all that follows. */
function openingOf(text: string, words: readonly Word[]): { text: string; words: number; until: number } {
  const none = { text: "", words: 0, until: 1 };
  const comma = text.search(/,\s/u);
  if (!words[0] || !opensAside(words[0]) || comma < 0) return none;
  const next = words.findIndex(({ start }) => start > comma);
  // Where the clause ends that is opened isn't known: "If you lose it you may write one, and …".
  if (next < 0 || JOINING.test(words[next]!.lower)) return { ...none, until: next < 0 ? words.length : next };
  return { text: text.slice(0, words[next]!.start), words: next, until: next + 1 };
}

function opensAside({ lower }: Word): boolean {
  return PREPOSITIONS.has(lower) || CLAUSE_OPENERS.has(lower);
}

const JOINING = /^(?:and|but|yet|while|whereas)$/u;
const RELATIVE = /^(?:which|who)$/u;
/** What follows them follows from the clause before, in time or reason: that is one claim more. */
const FOLLOWS_ON = /^(?:then|therefore|thus|so|hence|consequently|accordingly|thereby|thereafter|instead|otherwise)$/u;
const NO_PARTICIPLE =
  /^(?:including|excluding|according|depending|regarding|concerning|considering|following|during)$/u;
/** They open a clause that an "and" without a comma may stand in. */
const SUBORDINATE =
  /^(?:if|when|where|that|because|unless|until|before|after|although|though|whether|who|which|as|since)$/u;

/** Whether the clause that begins with word `first` ends before word `at`, and another one follows. */
function jointAt(text: string, words: readonly Word[], first: number, at: number): Joint | null {
  const between = text.slice(words[at - 1]!.end, words[at]!.start);
  const [hasComma, hasSemicolon] = [/,\s*$/u.test(between), between.includes(";")];
  const { lower } = words[at]!;
  const isRelative = hasComma && RELATIVE.test(lower);
  const isJoining = JOINING.test(lower) && (hasComma || hasSemicolon || /^(?:and|but)$/u.test(lower));
  const isParticiple = hasComma && /^\p{Ll}{2,}ing$/u.test(lower) && !NO_PARTICIPLE.test(lower);
  if (!isRelative && !isJoining && !isParticiple && !hasSemicolon) return null;
  const next = isRelative || isJoining ? at + 1 : at;
  const [own, behind] = [words.slice(first, at), words.slice(next)];
  if (!behind[0] || FOLLOWS_ON.test(behind[0].lower) || (isRelative && behind[1]?.lower === "why")) return null;
  // "Officials say that A, and B": B is theirs as well.
  if (!hasSemicolon && own.some(({ lower }) => lower === "that")) return null;
  const isApart = hasComma || hasSemicolon;
  if (!isApart && own.some(({ lower }) => SUBORDINATE.test(lower))) return null;
  if (verbIn(own, isApart) < 1) return null;
  const verb = verbIn(behind, true);
  if (isRelative) return verb === 0 ? { next, isRelative } : null;
  return isParticiple || verb >= 0 ? { next, isRelative } : null;
}

/**
 * Number of the verb that says something of what stands before it; -1 where there is none before another clause opens.
 * @param guesses whether endings may tell one
 */
function verbIn(words: readonly Word[], guesses: boolean): number {
  const opener = words.findIndex(({ lower }, at) => at > 0 && CLAUSE_OPENERS.has(lower) && !JOINING.test(lower));
  const own = opener < 0 ? words : words.slice(0, opener);
  const sure = own.findIndex((_, at) => isSureVerb(own, at));
  const guessed = guesses ? own.findIndex((_, at) => isLikelyVerb(words, at)) : -1;
  // "Parishes in Bonn are": an auxiliary tells more than an ending.
  return sure < 0 || (guessed >= 0 && guessed < sure && guessed > 0) ? guessed : sure;
}

function isSureVerb(words: readonly Word[], at: number): boolean {
  const { lower } = words[at]!;
  if (AUXILIARIES.has(lower)) return !/^(?:be|been|being)$/u.test(lower);
  return isVerb(lower) && !lower.endsWith("ing") && mayFollowSubject(words, at) && !isFunctionWord(lower);
}

/** "Kuwait hosts 3,000", "Malaysia banned most travel": an ending of verbs, and behind it what verbs have behind them. */
function isLikelyVerb(words: readonly Word[], at: number): boolean {
  const { lower, text } = words[at]!;
  const [before, next] = [words[at - 1], words[at + 1]];
  if (isFunctionWord(lower) || !/^\p{Ll}{4,}$/u.test(text) || !next || next.lower === "of") return false;
  if (!mayFollowSubject(words, at) || AUXILIARIES.has(next.lower)) return false;
  if (!isFunctionWord(next.lower) && !isCapitalised(next) && !isNumber(next)) return false;
  const isPast = /[^e]ed$/u.test(lower) && !(PREPOSITIONS.has(next.lower) && before !== undefined);
  const agrees = /[^su]s$/u.test(lower) !== /[^su]s$/u.test(before?.lower ?? "");
  if (before === undefined && DETERMINERS.has(next.lower) && !lower.endsWith("ing")) return true;
  return isPast || (agrees && (before !== undefined || lower.endsWith("s")));
}

/** Behind a noun, a name or a pronoun, or at the beginning. */
function mayFollowSubject(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  if (!before) return true;
  if (before.clause !== words[at]!.clause) return false;
  return SUBJECT_PRONOUNS.has(before.lower) || (!DETERMINERS.has(before.lower) && !PREPOSITIONS.has(before.lower));
}

interface Surroundings {
  readonly opening: string;
  readonly by: Joint | null;
  readonly clauses: readonly JoinedClause[];
  readonly before: readonly Word[];
}

function clauseOf(text: string, own: readonly Word[], { opening, by, clauses, before }: Surroundings): JoinedClause {
  const verb = verbIn(own, true);
  const from = (at: number) => text.slice(own[at]!.start, own.at(-1)!.end);
  const earlier = clauses.at(-1);
  if (by?.isRelative) return { opening, subject: antecedentIn(text, before), isShared: true, predicate: from(0) };
  if (verb <= 0 && earlier) {
    const helped = sharedAuxiliary(earlier.predicate, own[0]!);
    return { opening, subject: earlier.subject, isShared: true, predicate: helped + from(0) };
  }
  const cut = Math.max(0, verb);
  const subject = subjectIn(own.slice(0, cut));
  const written = subject.length > 0 ? text.slice(subject[0]!.start, subject.at(-1)!.end) : "";
  const predicate = from(subject.length);
  const isPronoun =
    subject.length === 1 && (SUBJECT_PRONOUNS.has(subject[0]!.lower) || /^(?:this|these)$/u.test(subject[0]!.lower));
  // "On 3 June B did that", behind "On 1 May A did this".
  const opener = earlier && own[0] && opensAside(own[0]) ? "" : opening;
  if (earlier && isPronoun) return { opening: opener, subject: earlier.subject, isShared: true, predicate };
  return { opening: opener, subject: written, isShared: false, predicate };
}

/** Without what belongs to the verb: "never", "also", "reportedly". */
function subjectIn(words: readonly Word[]): readonly Word[] {
  const isOfVerb = ({ lower }: Word) =>
    (isFunctionWord(lower) && !SUBJECT_PRONOUNS.has(lower) && !/^(?:this|these)$/u.test(lower)) || lower.endsWith("ly");
  const last = words.findLastIndex((word) => !isOfVerb(word));
  return words.slice(0, last + 1);
}

/** "Its drivers, who …", "a fee of 5 euros, which …": the nearest thing that is named. */
function antecedentIn(text: string, before: readonly Word[]): string {
  const named = before.slice(0, -1);
  const start = named.findLastIndex(
    ({ lower }) => DETERMINERS.has(lower) || PREPOSITIONS.has(lower) || AUXILIARIES.has(lower),
  );
  const from = named[start] && DETERMINERS.has(named[start].lower) ? start : start + 1;
  return named[from] ? text.slice(named[from].start, named.at(-1)!.end) : "";
}

const AUXILIARY = /^(\S+)((?:\s(?:not|never|only|also|no longer))*)\s+(\S+)/u;

/** "May bring a guest and pay", "is cleaned and checked": what stands before the first verb is said of the second. */
function sharedAuxiliary(predicate: string, { lower: verb }: Word): string {
  const [, auxiliary = "", adverbs = "", first = ""] = AUXILIARY.exec(predicate) ?? [];
  const isParticiple = (word: string) => /(?:ed|en)$/u.test(word) || IRREGULAR_PASTS.has(word);
  if (!AUXILIARIES.has(auxiliary) || AUXILIARIES.has(verb) || verb.endsWith("s")) return "";
  if (FORMS_OF_BE.has(auxiliary) && !(isParticiple(first) && isParticiple(verb))) return "";
  return `${auxiliary}${adverbs} `;
}

const POINTING = /^(?:it|they|he|she|this|these|them)$/u;

/**
 * A clause with a pronoun in the place of what the sentence before says: "it is due in May" of "the fee is due in May",
 * where a document says "The fee is 5 euros. It is due in May." None where `found` has no such pronoun.
 * @param before the sentence right before `found`
 */
export function withPronouns(clause: JoinedClause, found: Facts, before: Facts): string[] {
  const terms = new Set(before.words.map(({ term }) => term));
  const own = new Set(found.words.map(({ term }) => term));
  const isNamedBefore = (phrase: string) => {
    const meant = wordsOf(phrase).filter(({ stop }) => !stop);
    return meant.length > 0 && meant.every(({ term }) => terms.has(term) && !own.has(term));
  };
  const pronouns = found.words.filter((_, at) => isPronounAlone(found.words, at));
  const verb = verbIn(found.words, true);
  const opener = pronouns.find((word) => verb < 0 || word.start < found.words[verb]!.start);
  const pointed: string[] = [];
  if (opener && isNamedBefore(clause.subject)) pointed.push(sentenceOf(clause, opener.lower));
  const object = [...clause.predicate.matchAll(/\b(?:the|this|that|these|those) \p{Ll}+/giu)].find(({ 0: phrase }) =>
    isNamedBefore(phrase),
  );
  const other = pronouns.find((word) => word !== opener) ?? pronouns[0];
  if (object && other) {
    const [phrase] = object;
    const predicate = clause.predicate.replace(phrase, other.lower);
    pointed.push(sentenceOf({ ...clause, predicate }));
  }
  return pointed;
}

/** "This rises", and not "this sum". */
function isPronounAlone(words: readonly Word[], at: number): boolean {
  const { lower } = words[at]!;
  const next = words[at + 1];
  if (!POINTING.test(lower)) return false;
  return (
    !/^(?:this|these)$/u.test(lower) ||
    !next ||
    isFunctionWord(next.lower) ||
    verbIn([words[at]!, next, ...words.slice(at + 2)], true) === 1
  );
}
