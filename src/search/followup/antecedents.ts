import { AUXILIARIES, MEASURES, oneOf, POSSESSIVE_DETERMINERS, SMALL_NUMBERS } from "../../language/en/lexicon.js";
import { compoundsOf } from "../../language/en/tokens.js";
import { isDeed, isGroup, isRole, isSaidToDo, mayAct, personScore } from "./actors.js";
import { type Background, type Reading, type Said, statementOf } from "./background.js";
import { mainVerb } from "./main-verb.js";
import { description, type Mention, mentionsOf } from "./mentions.js";
import type { Pronoun } from "./unresolved-pronouns.js";

/** How much a mention is in mind, by where it was made. */
const ASKED = 1.5;
const ANSWERED = 0.8;
const EARLIER = 0.3;
const MAX_ANTECEDENTS = 4;
const MAX_READINGS = 6;
const COUNTED = /^how (?:many|much)\s+$/iu;
/** Measures are rarely what a conversation is about. */
const MEASURE = new RegExp(`^(?:(?:${oneOf(SMALL_NUMBERS)}|several|\\p{N}+)\\s)?${oneOf(MEASURES)}$`, "iu");
const ASKED_FOR = new RegExp(`^(?:which|what|whose)\\s+(?:(?!${oneOf(AUXILIARIES)}\\b)\\p{L}+\\s+)?$`, "iu");

/** What only people do speaks against a thing; what the documents say that it does speaks for it. */
const THING_ACTS = 1.3;
const SAID_TO_DO = 0.8;

interface Antecedent {
  readonly text: string;
  readonly plural: boolean;
  /** Whether words that describe it stand behind its noun: "the deal with Libya". */
  readonly isDescribed: boolean;
  readonly prior: number;
}

/** The question with what its pronouns may stand for, likeliest first. Those of one sort stand for the same. */
export function readPronouns(question: string, pronouns: readonly Pronoun[], background: Background): Reading[] {
  const first = pronouns.filter((pronoun, i) => pronouns.findIndex((other) => sortOf(other) === sortOf(pronoun)) === i);
  let readings: { text: string; prior: number; used: readonly string[] }[] = [{ text: question, prior: 0, used: [] }];
  // From the last one on, so that the places of the others stay as they are.
  for (const pronoun of first.reverse()) {
    const antecedents = antecedentsOf(pronoun, question, background);
    if (antecedents.length === 0) continue;
    readings = readings
      .flatMap((reading) =>
        antecedents.map((antecedent) => ({
          text: put(reading.text, pronoun, antecedent, question),
          prior: reading.prior + antecedent.prior - (reading.used.includes(antecedent.text) ? 1 : 0),
          used: [...reading.used, antecedent.text],
        })),
      )
      .sort((a, b) => b.prior - a.prior)
      .slice(0, MAX_READINGS);
  }
  return readings.filter(({ text }) => text !== question).map(({ text, prior }) => ({ text, prior }));
}

/** What may be spoken of by a plural or a thing, likeliest first. */
export function antecedentsOf(pronoun: Pronoun, question: string, background: Background): Antecedent[] {
  const here = new Set(compoundsOf(question).map(({ lower }) => lower));
  const of = ({ text, mentions }: Said, salience: number) =>
    mentions.flatMap((mention, i) => {
      const fit = fitOf(mention, pronoun, background.text);
      if (fit === null || compoundsOf(mention.text).every(({ lower }) => here.has(lower))) return [];
      const isAskedFor = salience === ASKED && ASKED_FOR.test(text.slice(0, mention.start));
      const isCounted =
        salience === ASKED && pronoun.stands !== "several" && COUNTED.test(text.slice(0, mention.start));
      const describesAnother = mention.preposition !== null && mentions[i - 1]?.kind === "phrase";
      const prior =
        salience +
        fit +
        deedOf(mention, pronoun, background) -
        0.1 * i -
        (describesAnother ? 0.5 : 0) -
        (isCounted ? 0.4 : 0) -
        (owns(mention, text) ? 0.3 : 0);
      const words = wording(mention, text, mentions, isAskedFor);
      const isDescribed = mention.kind === "phrase" && !words.endsWith(mention.text);
      return [{ text: words, plural: mention.plural || /^the \p{Lu}.*s$/u.test(words), isDescribed, prior }];
    });
  const asker = pronoun.stands === "person" ? /^who\s+(?=\p{L})/iu.exec(background.last.text) : null;
  const someone =
    asker && mainVerb(compoundsOf(background.last.text)) === 1
      ? statementOf(background.last.text).slice(asker[0].length)
      : null;
  const event =
    pronoun.noun === null && (pronoun.lower === "that" || pronoun.lower === "this")
      ? eventOf(statementOf(background.last.text))
      : null;
  const found = [
    ...(someone ? [{ text: `the person who ${someone}`, plural: false, isDescribed: true, prior: EARLIER }] : []),
    ...(event ? [{ text: event, plural: false, isDescribed: true, prior: ASKED + 0.5 }] : []),
    ...of(background.last, ASKED),
    ...background.cited.flatMap((said, i) => of(said, ANSWERED - 0.3 * i)),
    ...background.older.flatMap((said, i) => of(said, EARLIER - 0.1 * i)),
  ].sort((a, b) => b.prior - a.prior);
  const isFirst = ({ text }: Antecedent, i: number) =>
    found.findIndex((other) => other.text.toLowerCase() === text.toLowerCase()) === i;
  return found.filter(isFirst).slice(0, MAX_ANTECEDENTS);
}

/** Pronouns of one sort in one question stand for the same: "Did it keep its promise?". */
function sortOf({ stands, noun, lower }: Pronoun): string {
  return noun ?? (/^(?:this|that|these|those)$/u.test(lower) ? "that" : stands);
}

/** @param asked the question before any pronoun was replaced; the same as `question` up to this pronoun's phrase */
function put(question: string, pronoun: Pronoun, antecedent: Antecedent, asked: string): string {
  const { start, end, isPossessive, stands } = pronoun;
  const { text, plural } = antecedent;
  const definite = plural && /^\p{Ll}/u.test(text) ? `the ${text.replace(/^the /u, "")}` : text;
  const before = question.slice(0, start);
  if (isPossessive) {
    const owned = antecedent.isDescribed ? ownedBy(pronoun, asked) : null;
    // "The pay of the workers in Qatar", as nobody says "the workers in Qatar's pay".
    if (owned) return `${before}the ${owned.text} of ${definite}${question.slice(owned.end)}`;
    return `${before}${definite}${plural && /s$/u.test(text) ? "'" : "'s"}${question.slice(end)}`;
  }
  const isPartOf = stands === "several" && /\bof\s$/iu.test(before) && /^\p{Ll}/u.test(text);
  const placed = isPartOf ? `the ${text.replace(/^the /u, "")}` : stands === "place" ? `in ${text}` : text;
  return before + placed + question.slice(end);
}

/** The phrase that a possessive begins, without it: "North Korean counterpart" of "his North Korean counterpart". */
function ownedBy({ start }: Pronoun, question: string): Mention | null {
  const mentions = mentionsOf(question);
  const at = mentions.findIndex((mention) => mention.whole.start === start && mention.start > start);
  const [owned, next] = [mentions[at], mentions[at + 1]];
  return owned && (!next || next.start > owned.end + 1) ? owned : null;
}

/** How well a mention may stand for the pronoun; `null` where it can't. */
function fitOf(mention: Mention, { stands, noun, lower, does }: Pronoun, text: string): number | null {
  if (noun !== null) {
    const head = noun.replace(/s$/u, "");
    if (/^(?:year|month|day|date|time)$/u.test(head)) return mention.kind === "number" ? 1 : null;
    return compoundsOf(mention.text).some((word) => word.lower.replace(/s$/u, "") === head) ? 1 : null;
  }
  if (mention.kind === "number") return null;
  const person = personScore(mention, text);
  switch (stands) {
    case "person":
      if (mention.kind === "name") return person > 0 ? 0.5 : person === 0 ? -0.5 : null;
      return isRole(mention) ? 0 : null;
    case "several":
      if (mention.kind === "phrase" && mention.plural)
        return MEASURE.test(mention.text) && !/^(?:the|these|those)$/u.test(mention.determiner ?? "") ? -1 : 0.5;
      if (does !== null && isDeed(does) && isGroup(mention)) return mention.determiner === null ? null : 0.2;
      return mention.kind === "name" ? (person > 0 ? -1 : -0.3) : null;
    case "place":
      if (mention.kind !== "name" || person > 0) return null;
      return /^(?:in|at|on|from|to|near)$/u.test(mention.preposition ?? "") ? 0.5 : 0;
    default:
      if (mention.kind === "name") return person > 0 ? null : 0.2;
      if (mention.plural) return lower === "it" || lower === "its" ? null : -0.5;
      // What has just been brought up goes on.
      return isRole(mention) ? -0.5 : mention.determiner === "a" || mention.determiner === "an" ? 0.7 : 0.1;
  }
}

/** What speaks for a mention doing what the pronoun does: the documents say so, or it is somebody who could. */
function deedOf({ kind, text }: Mention, { does, stands }: Pronoun, background: Background): number {
  if (does === null || stands === "person") return 0;
  const isThing = isDeed(does) && kind !== "name" && !mayAct(text);
  return (isThing ? -THING_ACTS : 0) + (isSaidToDo(text, does, background.text) ? SAID_TO_DO : 0);
}

function owns({ end }: Mention, text: string): boolean {
  return /^['’]/u.test(text.slice(end));
}

/** "Assistant Secretary of State Christopher Hill" is Christopher Hill; a name that would be one word keeps its title. */
function withoutTitles(name: string): string {
  return name.replace(/^(?:\p{Lu}\S*\s)+of\s\p{Lu}\S*\s(?=\p{Lu}\S*\s\p{Lu}\S*$)/u, "");
}

/** With its article, and with what describes it. */
function wording(mention: Mention, text: string, mentions: readonly Mention[], isAskedFor: boolean): string {
  const { determiner, kind, plural } = mention;
  // "her team" would need to say whose.
  if (isGroup(mention) && POSSESSIVE_DETERMINERS.has(determiner ?? "")) return `the ${mention.text}`;
  const words = withoutTitles(description(text, mention, mentions));
  const isDefinite =
    determiner === "the" ||
    (kind === "phrase" && (determiner === "a" || determiner === "an" || (isAskedFor && !plural)));
  return isDefinite ? `the ${words}` : words;
}

/**
 * What a question asks about, as a noun: "the hardliners targeting a bank" of "Why did the hardliners target a bank?";
 * `null` where no verb is found.
 */
function eventOf(statement: string): string | null {
  const words = compoundsOf(statement);
  const verb = words[mainVerb(words)];
  const auxiliary = words.find(({ lower }) => AUXILIARIES.has(lower));
  if (!verb || !auxiliary) return null;
  const subject = statement.slice(auxiliary.end, verb.start).trim();
  return subject === "" ? null : `${subject} ${gerund(verb.lower)}${statement.slice(verb.end)}`;
}

function gerund(verb: string): string {
  if (/ie$/u.test(verb)) return verb.replace(/ie$/u, "ying");
  if (/[^eoy]e$/u.test(verb)) return verb.replace(/e$/u, "ing");
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/u.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}
