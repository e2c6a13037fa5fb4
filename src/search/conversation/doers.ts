import { mainVerb, type Word, wordsOf } from "../../language/en/question-words.js";
import { analyse } from "../../language/en/text-analysis.js";
import { AUXILIARIES, CONJUNCTIONS, DETERMINERS } from "../../language/en/word-classes.js";
import type { Mention } from "./mentions.js";
import { literally, namesRole } from "./persons.js";

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
