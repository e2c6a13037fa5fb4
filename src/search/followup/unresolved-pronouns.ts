import { type Span, span } from "../../core/spans.js";
import {
  AUXILIARIES,
  CLAUSE_OPENERS,
  DEMONSTRATIVES,
  FORMS_OF_BE,
  HUMAN_PRONOUNS,
  isFunctionWord,
  JUDGEMENT_NOUNS,
  OUTWARD_NOUNS,
  oneOf,
  PLURAL_PRONOUNS,
  POSSESSIVE_PRONOUNS,
  PREPOSITIONS,
  QUESTION_WORDS,
  SUBJECT_PRONOUNS,
  THING_PRONOUNS,
} from "../../language/en/lexicon.js";
import { compoundsOf, type Word } from "../../language/en/tokens.js";
import { isRole, verbOfSubject } from "./actors.js";
import { type Mention, mentionsOf, quotedIn } from "./mentions.js";

/** A word that stands for something said before. */
export interface Pronoun extends Span {
  readonly lower: string;
  readonly stands: "person" | "thing" | "several" | "place" | "noun";
  readonly isPossessive: boolean;
  /** For "that deal": the noun, which the antecedent should share. */
  readonly noun: string | null;
  /** What it does, as the verb is written; `null` where it is no subject or the verb is not found. */
  readonly does: string | null;
}

const MANY_WORDS = 8;
/** "Is it true that …", "How long does it take to …": stands for nothing. */
const EXPLETIVE = new RegExp(
  [
    String.raw`\b(?:is|was|isn't|wasn't|be|been)\s+it\s+(?:\p{L}+\s+){0,2}?(?:that|if|whether|when|to(?!\s+(?:the|an?|my|our|his|her|their|it|us|me)\b)|for\s.*\bto)\b`,
    String.raw`\b(?:is|was|isn't|wasn't|be|been|being)\s+it\s+(?:\p{L}+\s+){0,3}${oneOf(JUDGEMENT_NOUNS)}\s+(?:that|if|whether|when|for|to)\b`,
    String.raw`\bit\s+(?:take|cost|matter|seem|appear|mean|happen|turn|feel|make|require|help)s?\s+(?:\p{L}+\s+){0,4}?(?:that|if|whether|when|to|for)\b`,
    String.raw`\bit(?:'s| is| was| will be| would be| has been)\s+(?:\p{L}+\s+){0,2}?(?:that|to|if|whether|who)\b`,
    String.raw`\bit (?:rain|snow)|\b(?:what time|how late|what day|what date) (?:is|was) it\b`,
  ].join("|"),
  "iu",
);

/** The words of a question that nothing in it explains, in order. */
export function unresolved(question: string): Pronoun[] {
  const words = compoundsOf(question);
  const mentions = mentionsOf(question);
  const quoted = quotedIn(question);
  const isSaidByOthers = (word: Word) => quoted.some(({ start, end }) => start <= word.start && word.end <= end);
  return words.flatMap((word, i) => {
    const pronoun = isSaidByOthers(word) ? null : pronounAt(words, i, question);
    return pronoun && !isBound(pronoun, words, i, mentions, question)
      ? [{ ...pronoun, ...span(word.start, pronoun.end) }]
      : [];
  });
}

function pronounAt(words: readonly Word[], i: number, question: string): Pronoun | null {
  const { lower, start, end } = words[i]!;
  const next = words[i + 1];
  const made = (stands: Pronoun["stands"], isPossessive = POSSESSIVE_PRONOUNS.has(lower)): Pronoun => ({
    ...span(start, end),
    lower,
    stands,
    isPossessive,
    noun: null,
    does: verbOfSubject(words, i),
  });
  if (lower === "her") return made("person", next !== undefined && !isFunctionWord(next.lower));
  if (HUMAN_PRONOUNS.has(lower)) return made("person");
  if (THING_PRONOUNS.has(lower)) return lower === "it" && EXPLETIVE.test(question) ? null : made("thing");
  if (PLURAL_PRONOUNS.has(lower)) return made("several");
  if (lower === "there") return isLocative(words, i) ? made("place", false) : null;
  return DEMONSTRATIVES.has(lower) ? demonstrative(words, i, made) : null;
}

function demonstrative(
  words: readonly Word[],
  i: number,
  made: (stands: Pronoun["stands"]) => Pronoun,
): Pronoun | null {
  const { lower } = words[i]!;
  const [previous, next] = [words[i - 1], words[i + 1]];
  const stands = lower === "these" || lower === "those" ? "several" : "thing";
  const isAfterAux = previous !== undefined && AUXILIARIES.has(previous.lower);
  const isAfterPreposition = previous !== undefined && PREPOSITIONS.has(previous.lower);
  const after = words[i + 2];
  // "Is that negotiable?", but "Is that clause negotiable?"
  const describes =
    FORMS_OF_BE.has(previous?.lower ?? "") && (!after || (lower === "that" && PREPOSITIONS.has(after.lower)));
  const standsAlone = !next || describes || (!isNoun(next) && (isAfterAux || isAfterPreposition));
  const begins =
    next !== undefined && AUXILIARIES.has(next.lower) && !isAfterAux && (!previous || isFunctionWord(previous.lower));
  if (standsAlone || begins) return next && /^(?:who|which|that)$/u.test(next.lower) ? null : made(stands);
  if (!isNoun(next) || OUTWARD_NOUNS.has(next.lower)) return null;
  // "the deal that Japan made", "hinted that Kim …": joins clauses.
  const joins =
    lower === "that" &&
    previous !== undefined &&
    !isAfterAux &&
    !isAfterPreposition &&
    !QUESTION_WORDS.has(previous.lower);
  if (joins) return null;
  return { ...made("noun"), end: next.end, noun: next.lower };
}

/** "who lives there", not "are there any". */
function isLocative(words: readonly Word[], i: number): boolean {
  const [previous, next] = [words[i - 1], words[i + 1]];
  const besides = (word: Word | undefined) =>
    word !== undefined && (AUXILIARIES.has(word.lower) || /^(?:there|exist|remain)/u.test(word.lower));
  return i > 0 && !besides(next) && !besides(previous);
}

function isNoun(word: Word): boolean {
  return mentionsOf(`the ${word.text}`).length > 0 && !/ly$/u.test(word.lower);
}

/**
 * Whether the question itself holds what the word stands for. That stands before it and in another clause, or else
 * owns it: nobody says "the council" and "it" of one thing within a clause (N. Chomsky, 1981, principle B).
 */
function isBound(
  pronoun: Pronoun,
  words: readonly Word[],
  i: number,
  mentions: readonly Mention[],
  question: string,
): boolean {
  if (pronoun.noun !== null || pronoun.stands === "place") return false;
  // "…, and whom after that?": there is enough before it that it may stand for.
  if (DEMONSTRATIVES.has(pronoun.lower)) return i >= MANY_WORDS && question.slice(0, pronoun.start).includes(",");
  const before = mentions.filter((mention) => mention.end <= pronoun.start && fits(mention, pronoun));
  const isFronted = /^(?:if|when|after|before|while|although|since|as)\b[^,]*\b\p{L}+,\s/iu.test(question);
  const comma = question.indexOf(",");
  // "If customers cancel, what do they get?": spoken of before the comma.
  const isSaidFirst = (mention: Mention) =>
    mention.end <= comma && (fits(mention, pronoun) || pronoun.stands === "several");
  if (isFronted && pronoun.start > comma && mentions.some(isSaidFirst)) return true;
  // "When he was president, what did Bush do?": said afterwards.
  if (isFronted && pronoun.start < comma && mentions.some((mention) => mention.start > comma && fits(mention, pronoun)))
    return true;
  const asker =
    pronoun.stands === "person" || pronoun.stands === "several"
      ? words.find(({ lower }) => lower === "who" || lower === "anyone" || lower === "someone")
      : undefined;
  const antecedents: Span[] =
    asker && asker.end <= pronoun.start && !AUXILIARIES.has(words[i - 1]?.lower ?? "") ? [...before, asker] : before;
  return antecedents.some(({ end }) => {
    if (pronoun.isPossessive) return true;
    // "the bill he introduced": a subject that follows no auxiliary begins a clause.
    if (
      pronoun.stands !== "thing" &&
      SUBJECT_PRONOUNS.has(pronoun.lower) &&
      !AUXILIARIES.has(words[i - 1]?.lower ?? "")
    )
      return true;
    const between = words.filter((word) => word.start >= end && word.end <= pronoun.start);
    return (
      between.some(({ lower }) => CLAUSE_OPENERS.has(lower) || (lower === "to" && pronoun.stands === "several")) ||
      /[,;:]/u.test(question.slice(end, pronoun.start))
    );
  });
}

function fits(mention: Mention, { stands }: Pronoun): boolean {
  if (mention.kind === "number") return false;
  if (stands === "several") return mention.plural || mention.kind === "name";
  if (mention.plural && mention.kind !== "name") return false;
  const isSaid = mention.kind === "name" || mention.kind === "quoted" || mention.determiner !== null;
  if (stands === "person") return mention.kind === "name" || isRole(mention);
  return isSaid;
}
