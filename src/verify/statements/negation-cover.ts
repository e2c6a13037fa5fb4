import type { Facts } from "../../language/en/facts.js";
import { RELATIVE_PRONOUNS, SUBJECT_PRONOUNS, TRAILING_NEGATIONS } from "../../language/en/lexicon.js";
import { type Negation, withoutPrefix } from "../../language/en/negations.js";
import type { Word } from "../../language/en/tokens.js";
import type { Sentence, Unit } from "./alignment.js";

/** A negation that one side has and the other lacks; the words that say it. */
export interface NegationConflict {
  readonly side: "statement" | "passage";
  /** UTF-16 indexes in that side's sentence. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Words that a negation reaches behind it, and before it ("the plan was not"). */
const REACH = 3;
const REACH_BACK = 2;
/** What denies the verb that it is the object of: "charges nothing". */
const OBJECT = /^(?:nothing|nobody|none)$/u;
/** Share of what two sentences have in common that stands in the clause of a denial, from which on it is about that. */
const SAME_CLAUSE = 0.5;
/** Words on either side that tell which place of a word is meant. */
const BESIDE = 3;
/** Words between a negation and what it denies. */
const NEAR = 6;

/** A word that is denied, and those that stand beside it. */
interface Denied {
  readonly term: string;
  readonly beside: readonly string[];
}

/**
 * Compares what both deny. Of what the passage denies, only that counts which the statement mentions; what the statement
 * denies, the passage has to deny as well.
 * @param found the sentences that the statement rests on, the judged one first
 */
export function negationConflict(stated: Sentence, found: readonly Sentence[]): NegationConflict | null {
  const others = found.map(({ facts }) => facts);
  for (const negation of denialsOf(stated.facts)) {
    const scope = scopeOf(stated.facts, negation.at);
    const agreed = others.map((other) => isDeniedIn(other, scope));
    const isMentioned = agreed.some((denied) => denied !== null);
    const isSaid = isMentioned ? agreed.includes(true) : others[0]!.negations.length > 0;
    if (!isSaid) return conflictAt("statement", stated.facts, negation.at);
  }
  for (const other of others) {
    // What a neighbour denies counts only if it is the very word: it mostly speaks of something else.
    const reach = other === others[0] ? REACH : 1;
    const only = denialsOf(other).find(
      (negation) => isDeniedIn(stated.facts, scopeOf(other, negation.at).slice(0, reach)) === false,
    );
    if (only) return conflictAt("passage", other, only.at);
  }
  const hidden = hiddenDenial(stated, found[0]!);
  return hidden ? conflictAt("passage", others[0]!, hidden.at) : prefixConflict(stated.facts, others[0]!);
}

/**
 * A denial in the very clause that a statement restates, where the statement says it in other words and denies nothing:
 * "was localized" of "was not released".
 */
function hiddenDenial(stated: Sentence, { facts, units }: Sentence): Negation | undefined {
  if (stated.facts.negations.length > 0) return undefined;
  const keys = new Set(units.flatMap((unit) => unit.keys));
  const isShared = (unit: Unit) => unit.keys.some((key) => keys.has(key));
  if (stated.facts.content.every((at) => keys.has(stated.facts.words[at]!.term))) return undefined;
  const shared = stated.units.filter(isShared);
  return denialsOf(facts).find(({ at }) => {
    if (isDeniedIn(stated.facts, scopeOf(facts, at)) !== null) return false;
    // "credibility it may never regain": another clause has begun.
    if (
      facts.words
        .slice(Math.max(0, at - 3), at)
        .some(({ lower }) => SUBJECT_PRONOUNS.has(lower) || RELATIVE_PRONOUNS.has(lower))
    )
      return false;
    const { clause } = facts.words[at]!;
    const here = new Set(units.filter((unit) => unit.clause === clause).flatMap((unit) => unit.keys));
    return shared.filter((unit) => unit.keys.some((key) => here.has(key))).length >= shared.length * SAME_CLAUSE;
  });
}

function denialsOf(facts: Facts): Negation[] {
  return facts.negations.filter((negation) => negation.strict && !isDouble(facts, negation));
}

/** Whether a sentence denies the first of the terms that it mentions; `null` if it mentions none. */
function isDeniedIn(facts: Facts, scope: readonly Denied[]): boolean | null {
  for (const { term, beside } of scope) {
    const places = facts.words.flatMap((word, at) => (word.term === term ? [at] : []));
    // "Trading partners" is not where "all trade" ends.
    const shared = places.map((at) => besideOf(facts, at).filter((other) => beside.includes(other)).length);
    const most = Math.max(...shared);
    const likeliest = places.filter((_, i) => shared[i] === most);
    if (likeliest.length > 0) return likeliest.some((at) => isDenied(facts, at));
  }
  return null;
}

/** Terms that a negation is about: what follows it in its clause, else what stands right before it. */
function scopeOf(facts: Facts, at: number): Denied[] {
  const { words } = facts;
  const clause = words[at]!.clause;
  const isMeant = (i: number) => words[i]?.clause === clause && !words[i]?.stop;
  const after = [1, 2, 3, 4, 5, 6, 7].map((step) => at + step).filter(isMeant);
  const before = [1, 2, 3, 4].map((step) => at - step).filter(isMeant);
  // A verb or a thing is denied, seldom the name beside it.
  const namesLast = (places: number[]) => [
    ...places.filter((i) => !isNamed(facts, i)),
    ...places.filter((i) => isNamed(facts, i)),
  ];
  const reached = [
    ...namesLast(after).slice(0, REACH),
    ...namesLast(before).slice(0, after.length > 0 ? 0 : OBJECT.test(words[at]!.lower) ? 1 : REACH_BACK),
  ];
  return reached.map((i) => ({ term: words[i]!.term, beside: besideOf(facts, i) }));
}

function besideOf(facts: Facts, at: number): string[] {
  const from = Math.max(0, at - BESIDE);
  return facts.words
    .slice(from, at + BESIDE + 1)
    .filter((word, i) => !word.stop && from + i !== at && !isNamed(facts, from + i))
    .map(({ term }) => term);
}

function isNamed({ names }: Facts, at: number): boolean {
  return names.some(({ first, last }) => first <= at && at <= last);
}

function isDenied({ negations, words }: Facts, at: number): boolean {
  return negations.some(({ at: by, strict }) => {
    const gap = at - by;
    if (gap === 0) return false;
    // "Not since the war has the country been …" denies all of its sentence.
    if (by === 0 && strict && /^(?:not|never)$/u.test(words[by]!.lower)) return true;
    if (gap < 0 && strict && !deniesBack(words[by]!)) return false;
    const sameClause = words[at]!.clause === words[by]!.clause;
    const back = strict && !/^(?:refused|denied)$/u.test(words[by]!.lower) ? -2 : -NEAR;
    return gap >= back && gap <= NEAR && (sameClause || Math.abs(gap) <= 2);
  });
}

/** "The plan was not", "the claim was refused": it may stand behind what it denies. */
function deniesBack({ lower }: Word): boolean {
  return TRAILING_NEGATIONS.has(lower) || lower.endsWith("n't") || /^(?:refused|denied)$/u.test(lower);
}

/** "cannot fail": two negations next to each other say yes. */
function isDouble({ negations }: Facts, { at }: Negation): boolean {
  return negations.some((other) => other.strict && other.at !== at && Math.abs(other.at - at) <= 2);
}

/** "successful" and "unsuccessful", where the sentence with the plain word denies nothing. */
function prefixConflict(stated: Facts, found: Facts): NegationConflict | null {
  const at = opposed(stated, found);
  if (at >= 0) return conflictAt("statement", stated, at);
  const there = opposed(found, stated);
  return there >= 0 ? conflictAt("passage", found, there) : null;
}

function opposed(one: Facts, other: Facts): number {
  return one.words.findIndex(({ text, term }) => {
    const plain = withoutPrefix(text.toLowerCase());
    if (plain === null || other.words.some((word) => word.term === term)) return false;
    const at = other.words.findIndex((word) => word.text.toLowerCase() === plain);
    return at >= 0 && !isDenied(other, at);
  });
}

function conflictAt(side: NegationConflict["side"], { words }: Facts, at: number): NegationConflict {
  const { start, end, text } = words[at]!;
  return { side, start, end, text };
}
