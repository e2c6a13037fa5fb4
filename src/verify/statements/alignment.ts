import { partsOf } from "../../language/en/dates.js";
import type { Fact, Facts } from "../../language/en/facts.js";
import { placeOf } from "../../language/en/names.js";

/** Something that two sentences can have in common: a word, a name, a number or a date, and where it stands. */
export interface Unit {
  readonly first: number;
  readonly last: number;
  readonly clause: number;
  readonly keys: readonly string[];
  /** Names and dates tell more of what a sentence is about than words do. */
  readonly boost: number;
}

/** Words from which on nearness is halved. */
const HALF_DISTANCE = 4;
const OTHER_CLAUSE = 0.5;
/** Makes what is next to a fact count more than much that is farther away. */
const SHARPNESS = 1.5;
const NAME_BOOST = 1.5;

/** What a sentence's facts and words can be compared by, in order. */
export function unitsOf(facts: Facts): Unit[] {
  const units: Unit[] = facts.content.map((at) => unit(facts, at, at, wordKeys(facts, at), 1));
  for (const fact of [...facts.names, ...facts.dates, ...facts.numbers]) {
    units.push(unit(facts, fact.first, fact.last, keysOf(facts, fact), fact.kind === "number" ? 1 : NAME_BOOST));
  }
  return units.sort((a, b) => a.first - b.first);
}

function unit({ words }: Facts, first: number, last: number, keys: readonly string[], boost: number): Unit {
  return { first, last, clause: words[first]?.clause ?? 0, keys, boost };
}

function wordKeys({ words }: Facts, at: number): string[] {
  const { term, text } = words[at]!;
  const place = placeOf(text);
  return place ? [term, place] : [term];
}

function keysOf({ words }: Facts, fact: Fact): string[] {
  switch (fact.kind) {
    case "date":
      return partsOf(fact.value).map(([part, value]) => `${part}:${value}`);
    case "number":
      return [`number:${fact.value.value}`];
    case "name":
      return [...fact.value.keys, ...words.slice(fact.first, fact.last + 1).map(({ term }) => term)];
  }
}

/** How near two places of one sentence are, 0 to 1. */
function nearness(a: Pick<Unit, "first" | "last" | "clause">, b: Pick<Unit, "first" | "last" | "clause">): number {
  const gap = Math.max(0, Math.max(a.first, b.first) - Math.min(a.last, b.last) - 1);
  return (a.clause === b.clause ? 1 : OTHER_CLAUSE) / (1 + gap / HALF_DISTANCE);
}

export interface Sentence {
  readonly facts: Facts;
  readonly units: readonly Unit[];
}

export function read(facts: Facts): Sentence {
  return { facts, units: unitsOf(facts) };
}

/**
 * How far what stands around a fact in one sentence stands around a fact of another one as well: 0 to 1. Each word
 * counts by its weight and by how near it is in both.
 */
export function alignment(
  fact: Fact,
  stated: Sentence,
  other: Pick<Unit, "first" | "last">,
  found: Sentence,
  weigh: (key: string) => number,
): number {
  const at = { ...fact, clause: stated.facts.words[fact.first]?.clause ?? 0 };
  const there = { ...other, clause: found.facts.words[other.first]?.clause ?? 0 };
  let sum = 0;
  let total = 0;
  for (const around of stated.units) {
    if (around.first <= fact.last && fact.first <= around.last) continue;
    const weight = weigh(around.keys[0]!) * around.boost * nearness(around, at) ** SHARPNESS;
    total += weight;
    let best = 0;
    for (const match of found.units) {
      if (match.first <= other.last && other.first <= match.last) continue;
      if (match.keys.some((key) => around.keys.includes(key)))
        best = Math.max(best, nearness(match, there) ** SHARPNESS);
    }
    sum += weight * best;
  }
  return total > 0 ? sum / total : 0;
}
