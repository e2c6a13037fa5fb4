import { mainVerb, type Word, wordsOf } from "../../language/en/question-words.js";
import { analyse } from "../../language/en/text-analysis.js";
import { AUXILIARIES, CONJUNCTIONS, DETERMINERS } from "../../language/en/word-classes.js";
import type { Mention } from "./mentions.js";

const TITLE =
  "(?:Mr|Mrs|Ms|Dr|Prof(?:essor)?|President|Vice President|Secretary|Minister|Ambassador|Councillor|Mayor|Chairman|Chair|King|" +
  "Queen|Prince|Princess|Sir|Lady|Lord|Captain|General|Colonel|Senator|Governor|Judge|Justice|Director|Doctor|Father|Sister|Saint|" +
  "official|author|engineer|clerk|manager|master|poet|painter|scientist|surveyor|director|lawyer|analyst)";
const ORGANISATION =
  /\b(?:company|council|bank|department|ministry|university|institute|center|centre|agency|committee|commission|foundation|cooperative|association|archive|office|party|court|house|street|lane|square|church|museum|north|south|east|west|united|republic|union|city|river|lake|mount|sea|prize|order|resolution|act|agreement|code|model)\b/iu;
const ROLE =
  /(?:\p{L}(?:er|or|ist|man|woman|ian|ant|ent)|mayor|clerk|king|queen|chief|head|boss|aunt|uncle|judge|pilot)$/iu;
const NO_ROLE =
  /(?:paper|number|tower|letter|matter|order|water|power|agreement|document|payment|amount|cover|river|plant|percent|center|floor|motor|door|harbour|chapter|answer|offer|fever|error|colour|flavour|factor|sensor|error|moment|event|content|development|government|parliament|department|treatment|restaurant|winter|summer|computer|burner|server|lighter|paper|shelter|charger|printer|filter|helicopter|reactor)$/iu;

/** How much speaks for a name being a person's, from how the text uses it; above 0 is a person. */
export function personScore({ text: name, kind }: Pick<Mention, "text" | "kind">, text: string): number {
  if (kind !== "name" || /\p{N}/u.test(name) || name === name.toUpperCase()) return -3;
  const words = name.split(/\s+/u);
  const escaped = literally(name);
  const last = literally(words.at(-1)!);
  let score = 0;
  if (new RegExp(`^${TITLE}\\b`, "u").test(name)) score += 3;
  if (ORGANISATION.test(name)) score -= 3;
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
  if (count(text, `\\b${escaped} (?:was born|died|wrote|resigned|married)\\b`) > 0) score += 2;
  score -= 2 * Math.min(2, count(text, `\\b(?:in|at|near|across|the) ${escaped}\\b`));
  return score;
}

/** Whether a common noun names somebody: "the office manager". */
export function isRole({ text, kind, plural, determiner }: Mention): boolean {
  return kind === "phrase" && !plural && determiner !== null && namesRole(text);
}

/** The same of a noun by itself. */
function namesRole(noun: string): boolean {
  return ROLE.test(noun) && !NO_ROLE.test(noun);
}

function count(text: string, pattern: string): number {
  return [...text.matchAll(new RegExp(pattern, "gu"))].length;
}

/** A text as a pattern that matches nothing else. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}

/** UTF-16 length of what is read behind a name for its verb, and the words that may stand between the two. */
const BEHIND = 80;
const MAX_BETWEEN = 4;
const BE = /^(?:is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't)$/u;
/** What only people, groups and organisations do; documents say and rule things, so "say" and "ban" are none of these. */
const DEEDS = new Set(
  (
    "abandon accuse admit adopt agree announce apologise apologize apply arrest ask attack blame borrow build buy " +
    "campaign catch celebrate choose claim clean collect complain convince count decide decline deliver demand deny " +
    "design destroy discover discuss donate elect examine expect expel export fear fight find fire fund gather hire " +
    "hope host ignore import inspect interview invent invest investigate invite join know launch lead learn lend live " +
    "manage marry measure meet negotiate object observe offer order organise organize own pay photograph plan prefer " +
    "promise propose protest publish punish pursue question reject remember rent repair reply resign retire search sell " +
    "sign speak spend steal study sue suggest suspect teach tell test think threaten train travel try urge visit vote " +
    "walk want watch wish withdraw worry write"
  ).split(" "),
);
const GROUPS =
  /(?:^|\s)(?:army|association|authorit(?:y|ies)|bank|board|church|club|clinic|college|commission|committee|company|companies|cooperative|council|countr(?:y|ies)|court|crew|department|faculty|famil(?:y|ies)|firm|gang|government|group|guild|hospital|household|institute|jury|juries|ministr(?:y|ies)|nation|navy|office|orchestra|parliament|part(?:y|ies)|police|school|senate|society|staff|state|team|tribe|trust|union|universit(?:y|ies)|village)s?$/iu;
const PEOPLE =
  /(?:^|\s)(?:allies|boys|chiefs?|children|citizens|clerks?|employees?|experts|friends|girls|guards|guests|heads?|kids|kings?|men|neighbou?rs|nurses?|officials|people|pilots?|queens?|rebels|refugees|rivals|scouts|trainees?|troops|villagers|wardens?|women|youths)$/iu;

/** Whether a common noun names a person, people, a group or an organisation. */
export function mayAct(phrase: string): boolean {
  return GROUPS.test(phrase) || PEOPLE.test(phrase) || namesRole(phrase.replace(/s$/u, ""));
}

/** Whether a common noun names a group, which may be spoken of as one and as several. */
export function isGroup({ kind, text }: Mention): boolean {
  return kind === "phrase" && GROUPS.test(text);
}

/** The verb whose subject stands there: "count" for the "they" of "How many boats did they count?"; `null` for others. */
export function verbOfSubject(words: readonly Word[], subject: number): string | null {
  const before = words[subject - 1];
  if (!before || !AUXILIARIES.has(before.lower) || BE.test(before.lower)) return null;
  const verb = mainVerb(words);
  return verb > subject ? words[verb]!.lower : null;
}

/** Whether a verb in its plain form says what things don't do. */
export function isDeed(verb: string): boolean {
  return DEEDS.has(verb);
}

/** Whether a statement of the text has this subject and this verb: "Kuwait reportedly hosts", "members of the guild voted". */
export function isSaidToDo(subject: string, verb: string, text: string): boolean {
  const stem = stemOf(verb);
  const head = wordsOf(subject).at(-1)?.text;
  if (stem === undefined || head === undefined) return false;
  const places = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${literally(head)}(?![\\p{L}\\p{N}'’])`, "giu"));
  return [...places].some(({ index }) => {
    const behind = text.slice(index + head.length, index + head.length + BEHIND);
    const words = wordsOf(/^[^.,;:!?()]*/u.exec(behind)![0]);
    const at = words.findIndex(({ text }) => stemOf(text) === stem);
    const between = words.slice(0, at);
    const isPassive = between.some(({ lower }) => BE.test(lower)) && !/ing$/u.test(words[at]?.lower ?? "");
    const isApart = between.some(
      ({ lower }, i) => (DETERMINERS.has(lower) && between[i - 1]?.lower !== "of") || CONJUNCTIONS.has(lower),
    );
    return at >= 0 && at <= MAX_BETWEEN && !isPassive && !isApart;
  });
}

function stemOf(word: string): string | undefined {
  return analyse(word)[0]?.term;
}
