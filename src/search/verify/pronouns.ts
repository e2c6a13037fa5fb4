import type { NameFact } from "../../language/en/facts.js";
import { PLACE_PREFIX } from "../../language/en/place-names.js";
import { alignment, type Sentence } from "./alignment.js";

const PERSON = /^(?:he|she|him|his|her)$/iu;
const ANY = /^(?:it|its|they|their|them)$/iu;

/**
 * How well a name fits where a sentence has a pronoun that stands for it: 0 to 1. A pronoun stands for who acts in the
 * nearest sentence before that names anybody.
 * @param before earlier sentences, the nearest last
 */
export function pronounFit(
  fact: NameFact,
  stated: Sentence,
  found: Sentence,
  before: readonly Sentence[],
  weigh: (key: string) => number,
): number {
  const isPlace = (key: string | undefined) => key?.startsWith(PLACE_PREFIX) ?? false;
  const { keys } = fact.value;
  const alike = ({ facts }: Sentence) => facts.names.filter(({ value }) => isPlace(value.keys[0]) === isPlace(keys[0]));
  const [actor] = before.map(alike).findLast((names) => names.length > 0) ?? [];
  if (!actor || !keys.every((key) => actor.value.keys.includes(key))) return 0;
  const fits = found.facts.words.flatMap(({ text }, at) => {
    const stands = ANY.test(text) || (PERSON.test(text) && !isPlace(keys[0]));
    return stands ? [alignment(fact, stated, { first: at, last: at }, found, weigh)] : [];
  });
  return Math.max(0, ...fits);
}
