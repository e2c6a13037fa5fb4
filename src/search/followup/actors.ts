import {
  AUXILIARIES,
  CONJUNCTIONS,
  capitalised,
  DETERMINERS,
  FORMS_OF_BE,
  GROUPS,
  HUMAN_DEEDS,
  IMPERSONAL_NOUNS,
  IRREGULAR_PLURALS,
  NAMED_THINGS,
  OCCUPATIONS,
  ORGANISATIONS,
  oneOf,
  PERSON_NOUNS,
  TITLES,
  TITLES_OR_NOUNS,
} from "../../language/en/lexicon.js";
import { compoundsOf, type Word } from "../../language/en/tokens.js";
import { mainVerb } from "./main-verb.js";
import type { Mention } from "./mentions.js";

const TITLE = `(?:Vice )?${oneOf(capitalised(TITLES), capitalised(TITLES_OR_NOUNS), OCCUPATIONS)}`;
const NOT_A_PERSON = new RegExp(`\\b${oneOf(ORGANISATIONS, NAMED_THINGS)}\\b`, "iu");
/** Endings of nouns for somebody. */
const PERSON_ENDING = /\p{L}(?:er|or|ist|man|woman|ian|ant|ent)$/u;
const IMPERSONAL = new RegExp(`${oneOf(IMPERSONAL_NOUNS)}$`, "u");

/** How much speaks for a name being a person's, from how the text uses it; above 0 is a person. */
export function personScore({ text: name, kind }: Pick<Mention, "text" | "kind">, text: string): number {
  if (kind !== "name" || /\p{N}/u.test(name) || name === name.toUpperCase()) return -3;
  const words = name.split(/\s+/u);
  const escaped = literally(name);
  const last = literally(words.at(-1)!);
  let score = 0;
  if (new RegExp(`^${TITLE}\\b`, "u").test(name)) score += 3;
  if (NOT_A_PERSON.test(name)) score -= 3;
  if (count(text, `${TITLE}\\.? (?:\\p{L}+ )?${last}\\b`) > 0) score += 2;
  if (count(text, `\\p{Lu}\\p{Ll}+ ${last}\\b`) > 0 && count(text, `(?<!\\p{Lu}\\p{L}* |[Tt]he )\\b${last}\\b`) > 0)
    score += 1;
  score += Math.min(
    3,
    count(
      text,
      `\\b${last}\\b(?![^.]*\\bit\\b)[^.\\n]{0,120}[.\\n]?[^.\\n]{0,40}\\b(?:he|He|she|She|his|her|His|Her|him)\\b`,
    ),
  );
  if (count(text, `\\b${last}, (?:an?|who|whose)\\b`) > 0) score += 1;
  if (count(text, `\\b${escaped} (?:was born|died|wrote|married)\\b`) > 0) score += 2;
  score -= 2 * Math.min(2, count(text, `\\b(?:in|at|near|across|the) ${escaped}\\b`));
  return score;
}

/** Whether a common noun names somebody: "the office manager". */
export function isRole({ text, kind, plural, determiner }: Mention): boolean {
  return kind === "phrase" && !plural && determiner !== null && namesRole(text);
}

/** The same of a noun by itself. */
function namesRole(noun: string): boolean {
  const last = lastWord(noun);
  return PERSON_NOUNS.has(last) || (PERSON_ENDING.test(last) && !IMPERSONAL.test(last));
}

function lastWord(phrase: string): string {
  return phrase.slice(phrase.lastIndexOf(" ") + 1).toLowerCase();
}

function count(text: string, pattern: string): number {
  return [...text.matchAll(new RegExp(pattern, "gu"))].length;
}

/** A text as a pattern that matches nothing else. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}

/** Whether a common noun names a person, people, a group or an organisation. */
export function mayAct(phrase: string): boolean {
  const last = lastWord(phrase);
  return namesGroup(last) || IRREGULAR_PLURALS.has(last) || singulars(last).some(namesRole);
}

/** Whether a common noun names a group, which may be spoken of as one and as several. */
export function isGroup({ kind, text }: Mention): boolean {
  return kind === "phrase" && namesGroup(lastWord(text));
}

function namesGroup(noun: string): boolean {
  return singulars(noun).some((singular) => ORGANISATIONS.has(singular) || GROUPS.has(singular));
}

/** What a noun may be the plural of, itself included. */
function singulars(noun: string): string[] {
  return [noun, noun.replace(/s$/u, ""), noun.replace(/ies$/u, "y"), noun.replace(/(?<=s|x|z|ch|sh)es$/u, "")];
}

/** The verb whose subject stands there: "count" for the "they" of "How many boats did they count?"; `null` for others. */
export function verbOfSubject(words: readonly Word[], subject: number): string | null {
  const before = words[subject - 1];
  if (!before || !AUXILIARIES.has(before.lower) || FORMS_OF_BE.has(before.lower)) return null;
  const verb = mainVerb(words);
  return verb > subject ? words[verb]!.lower : null;
}

/** Whether a verb in its plain form says what things don't do. */
export function isDeed(verb: string): boolean {
  return HUMAN_DEEDS.has(verb);
}

/** UTF-16 length of what is read behind a name for its verb, and the words that may stand between the two. */
const BEHIND = 80;
const MAX_BETWEEN = 4;

/** Whether a statement of the text has this subject and this verb: "Kuwait reportedly hosts", "members of the guild voted". */
export function isSaidToDo(subject: string, verb: string, text: string): boolean {
  const term = compoundsOf(verb)[0]?.term;
  const head = compoundsOf(subject).at(-1)?.text;
  if (term === undefined || head === undefined) return false;
  const places = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${literally(head)}(?![\\p{L}\\p{N}'’])`, "giu"));
  return [...places].some(({ index }) => {
    const behind = text.slice(index + head.length, index + head.length + BEHIND);
    const words = compoundsOf(/^[^.,;:!?()]*/u.exec(behind)![0]);
    const at = words.findIndex((word) => word.term === term);
    const between = words.slice(0, at);
    const isPassive = between.some(({ lower }) => FORMS_OF_BE.has(lower)) && !/ing$/u.test(words[at]?.lower ?? "");
    const isApart = between.some(
      ({ lower }, i) => (DETERMINERS.has(lower) && between[i - 1]?.lower !== "of") || CONJUNCTIONS.has(lower),
    );
    return at >= 0 && at <= MAX_BETWEEN && !isPassive && !isApart;
  });
}
