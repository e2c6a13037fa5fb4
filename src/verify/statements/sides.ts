import type { Facts } from "../../language/en/facts.js";
import { FORMS_OF_BE } from "../../language/en/lexicon.js";
import type { Word } from "../../language/en/tokens.js";
import type { WordNet } from "../../language/en/wordnet.js";

/** Two sides of which each has its part, and the word between them. */
interface Sides {
  readonly one: ReadonlySet<string>;
  readonly other: ReadonlySet<string>;
}

/**
 * Whether two sentences put the same two things on the same sides: "A is longer than B" and "B is shorter than A", "A
 * pays B" and "B is paid by A", "A because B". `null` where neither has sides that could be compared.
 */
export function keepsSides(stated: Facts, found: Facts, net: WordNet): boolean | null {
  return comparesAlike(stated, found, net) ?? actsAlike(stated, found) ?? causesAlike(stated, found);
}

const GRADED = /^(?:more|less|fewer|better|worse|\p{L}{2,}er)$/u;

function comparesAlike(stated: Facts, found: Facts, net: WordNet): boolean | null {
  const [own, other] = [comparisonOf(stated), comparisonOf(found)];
  if (!own || !other) return null;
  const relation = net.relation(own.by, other.by);
  const isTurned = relation === "opposite" || (AMOUNT.test(own.by) && AMOUNT.test(other.by) && own.by !== other.by);
  if (!isTurned && relation !== "same") return null;
  const crossed = crossing(own, other);
  return crossed === null ? null : crossed === isTurned;
}

const AMOUNT = /^(?:more|less)$/u;

function comparisonOf({ words, numbers }: Facts): (Sides & { by: string }) | null {
  const than = words.findIndex(({ lower }) => lower === "than");
  const at = words.findLastIndex(({ lower }, i) => i < than && GRADED.test(lower));
  // "Fewer than 30" bounds a number and compares nothing.
  if (at < 1 || numbers.some(({ first }) => first === than + 1)) return null;
  const by = words[at]!.lower;
  return { ...parted(words.slice(0, at), words.slice(than + 1)), by };
}

/** Who acts and on whom; by the verb that both have, of which one is passive. */
function actsAlike(stated: Facts, found: Facts): boolean | null {
  const [own, other] = [passiveOf(stated), passiveOf(found)];
  if (own && other) return own.verb.term === other.verb.term ? notCrossed(own, other) : null;
  const passive = own ?? other;
  if (!passive) return null;
  const { words } = own ? found : stated;
  const at = words.findIndex(({ term }) => term === passive.verb.term);
  if (at < 1) return null;
  const isOwn = inClauseOf(words[at]!);
  return notCrossed(parted(words.slice(0, at).filter(isOwn), words.slice(at + 1).filter(isOwn)), passive);
}

/** Words from a form of "be" to "by": "was first paid in full by". */
const PASSIVE_WITHIN = 7;

/** Who does it on the first side, what it is done to on the other. */
function passiveOf({ words }: Facts): (Sides & { verb: Word }) | null {
  const by = words.findIndex(({ lower }, at) => lower === "by" && hasBe(words, at));
  if (by < 0) return null;
  const be = words.findLastIndex(({ lower }, at) => at < by && FORMS_OF_BE.has(lower));
  const verb = words.slice(be + 1, by).find(({ stop }) => !stop);
  // "By pouring" is how, not who.
  if (!verb || !PARTICIPLE.test(verb.lower) || words[by + 1]?.lower.endsWith("ing")) return null;
  const isOwn = inClauseOf(verb);
  return { ...parted(words.slice(by + 1).filter(isOwn), words.slice(0, be).filter(isOwn)), verb };
}

function inClauseOf({ clause }: Word): (word: Word) => boolean {
  return (word) => word.clause === clause;
}

const PARTICIPLE = /(?:ed|en|wn|[aei]nt|[eo]ld|[eo]ft|aid|ade|ead|ought|aught|ut|ung|unk|one|orn)$/u;

function hasBe(words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - PASSIVE_WITHIN), at).some(({ lower }) => FORMS_OF_BE.has(lower));
}

const CAUSE_BEHIND =
  /\b(?:because(?: of)?|due to|owing to|since|caused by|thanks to|as a result of)\b|(?:^|,\s)as\b(?! a\b)(?! (?:[\p{L}.]+ ){1,4}(?:explain|not|stat|sa|add|point|report|remark|warn|told|announc|put)\p{L}*\b)/iu;
const EFFECT_BEHIND = /,\s(?:and )?so\b(?! that)|\b(?:therefore|hence|which is why|led to|resulted in)\b/iu;

function causesAlike(stated: Facts, found: Facts): boolean | null {
  const [own, other] = [causeOf(stated), causeOf(found)];
  // Straight sides say nothing of what else there is.
  return own && other && crossing(own, other) === true ? false : null;
}

function causeOf({ text, words }: Facts): Sides | null {
  const behind = CAUSE_BEHIND.exec(text);
  const marker = behind ?? EFFECT_BEHIND.exec(text);
  if (!marker) return null;
  const from = marker.index + marker[0].length;
  const comma = marker.index < 3 ? text.slice(from).search(/,\s/u) : -1;
  const to = comma < 0 ? text.length : from + comma;
  const isBehind = ({ start }: Word) => start >= from && start < to;
  const cause = words.filter(isBehind);
  const effect = words.filter((word) => word.end <= marker.index || word.start >= to);
  return behind ? parted(cause, effect) : parted(effect, cause);
}

/** What stands on one side alone. */
function parted(one: readonly Word[], other: readonly Word[]): Sides {
  const terms = (words: readonly Word[]) => new Set(words.filter(({ stop }) => !stop).map(({ term }) => term));
  const [first, second] = [terms(one), terms(other)];
  return { one: without(first, second), other: without(second, first) };
}

function without(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((term) => !other.has(term)));
}

function notCrossed(own: Sides, other: Sides): boolean | null {
  const crossed = crossing(own, other);
  return crossed === null ? null : !crossed;
}

/** Whether the sides are in each other's place; `null` where they share as little either way. */
function crossing(own: Sides, other: Sides): boolean | null {
  const shared = (one: ReadonlySet<string>, two: ReadonlySet<string>) =>
    [...one].filter((term) => two.has(term)).length;
  const straight = shared(own.one, other.one) + shared(own.other, other.other);
  const crossed = shared(own.one, other.other) + shared(own.other, other.one);
  return straight === crossed ? null : crossed > straight;
}

/** Whether a word grades a comparison: "longer". */
export function isGraded(word: string): boolean {
  return GRADED.test(word);
}
