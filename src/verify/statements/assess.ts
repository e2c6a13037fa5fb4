import type { UncoveredKind } from "../../contract/verification.js";
import { agree, missingParts } from "../../language/en/dates.js";
import type { DateFact, Fact, NameFact, NumberFact } from "../../language/en/facts.js";
import { HUMAN_PRONOUNS, PLURAL_PRONOUNS, THING_PRONOUNS } from "../../language/en/lexicon.js";
import { PLACE_PREFIX } from "../../language/en/names.js";
import { sameNumber } from "../../language/en/numbers.js";
import { alignment, type Sentence } from "./alignment.js";
import { type Cover, coverFact, type Window } from "./fact-cover.js";
import { negationConflict } from "./negation-cover.js";

/** What a sentence is held against. */
export interface Evidence {
  /** The sentence that is judged, then its neighbours, nearest first. */
  readonly window: Window;
  /** Title, sections and what else the document says before the sentence: who and when it is about. */
  readonly background: readonly Sentence[];
}

export interface Lack {
  readonly kind: UncoveredKind;
  /** UTF-16 indexes in the stated sentence. */
  readonly start: number;
  readonly end: number;
}

interface Clash {
  readonly kind: "number" | "date" | "negation";
  readonly stated: string;
  readonly found: string;
}

type Uncover = Extract<Cover, { covered: false }>;

export interface Assessment {
  /** 0 to 1: share of the words and names, weighted by how rare they are, that the window holds. */
  readonly words: number;
  /** The same of the judged sentence alone. */
  readonly own: number;
  /** The share of those words that are in no name. */
  readonly content: number;
  /** Whether the judged sentence holds one of them, or those that do name nobody else. */
  readonly isAbout: boolean;
  readonly lacks: readonly Lack[];
  readonly clashes: readonly Clash[];
  /** Sentences of the window that it rests on, by number; 0 is always among them. */
  readonly used: ReadonlySet<number>;
}

const NEIGHBOUR_WORD = 0.7;
const BACKGROUND_WORD = 0.4;
/** A neighbour that adds this share of the sentence's words is cited as well. */
const ADDS = 0.15;
const FAMILY_PREFIX = 5;
const NAME_WEIGHT = 1.5;
const FIGURE_WEIGHT = 0.7;
/** A name that only the background says must not have one that fits as well as this in its place. */
const NO_RIVAL = 0.05;

/** Holds a sentence against its evidence, part by part. */
export function assess(stated: Sentence, evidence: Evidence, weigh: (key: string) => number): Assessment {
  const { window } = evidence;
  const anchor = window[0]!;
  const lacks: Lack[] = [];
  const clashes: Clash[] = [];
  const used = new Set([0]);
  let covered = 0;
  let own = 0;
  let total = 0;
  let holdsWord = stated.facts.content.length === 0;
  const added = window.map(() => 0);

  for (const fact of [...stated.facts.dates, ...stated.facts.numbers, ...stated.facts.names]) {
    const isName = fact.kind === "name";
    const weight = isName ? weigh(fact.value.keys[0]!) * NAME_WEIGHT : weigh("") * FIGURE_WEIGHT;
    total += weight;
    const cover = coverFact(fact, stated, window, weigh);
    if (cover.covered) {
      used.add(cover.by);
      covered += weight;
      if (cover.by === 0) own += weight;
    } else if (inBackground(fact, cover, evidence, stated) || isPronoun(fact, cover, evidence, stated, weigh)) {
      covered += weight;
    } else if (cover.isAmbiguous) {
      // Which of the two it is would be a guess, so it is neither said nor denied.
      lacks.push({ kind: "ambiguous_date", start: fact.start, end: fact.end });
    } else if (!isExcused(fact, cover.instead)) {
      lacks.push({ kind: fact.kind, start: fact.start, end: fact.end });
      if (cover.instead && cover.instead.kind !== "name" && !isName) {
        const { text } = window[cover.sentence]!.facts;
        clashes.push({
          kind: cover.instead.kind,
          stated: stated.facts.text.slice(fact.start, fact.end),
          found: text.slice(cover.instead.start, cover.instead.end),
        });
      }
    }
  }
  for (const at of stated.facts.content) {
    const word = stated.facts.words[at]!;
    const weight = weigh(word.term);
    total += weight;
    const by = window.map(({ facts }) => holds(facts.words, word.term));
    const [here, there] = [by[0]!, Math.max(0, ...by.slice(1)) * NEIGHBOUR_WORD];
    const behind =
      here > 0
        ? 0
        : Math.max(0, ...evidence.background.map(({ facts }) => holds(facts.words, word.term))) * BACKGROUND_WORD;
    covered += weight * Math.max(here, there, behind);
    own += weight * here;
    if (here > 0) holdsWord = true;
    if (here === 0) {
      by.forEach((share, i) => {
        added[i]! += weight * share;
      });
    }
    if (Math.max(here, there, behind) === 0) lacks.push({ kind: "word", start: word.start, end: word.end });
  }
  added.forEach((weight, i) => {
    if (i > 0 && total > 0 && weight / total >= ADDS) used.add(i);
  });

  const pair = mispaired(stated, anchor);
  if (pair) {
    const { start, end } = pair.stated;
    lacks.push({ kind: "number", start, end });
    clashes.push({
      kind: "number",
      stated: stated.facts.text.slice(start, end),
      found: anchor.facts.text.slice(pair.found.start, pair.found.end),
    });
  }
  const conflict = negationConflict(
    stated,
    [...used].map((i) => window[i]!),
  );
  if (conflict) {
    const { side, start, end, text } = conflict;
    if (side === "statement") lacks.push({ kind: "negation", start, end });
    clashes.push({ kind: "negation", stated: side === "statement" ? text : "", found: side === "passage" ? text : "" });
  }
  return {
    words: total > 0 ? covered / total : 1,
    own: total > 0 ? own / total : 1,
    content: contentShare(stated, lacks),
    isAbout: holdsWord || !window.some((other, i) => i > 0 && added[i]! > 0 && namesOther(other, stated)),
    lacks,
    clashes,
    used,
  };
}

function contentShare({ facts }: Sentence, lacks: readonly Lack[]): number {
  const missing = lacks.filter(({ kind }) => kind === "word").length;
  return facts.content.length > 0 ? 1 - missing / facts.content.length : 1;
}

/** Who and when may be said before: a title, a section, an earlier sentence, unless the sentence itself says another. */
function inBackground(
  fact: Fact,
  { instead, rivalFit, isDisplaced }: Uncover,
  { window, background }: Evidence,
  stated: Sentence,
): boolean {
  if (instead) return false;
  if (fact.kind === "date") return !isDisplaced && yearInBackground(fact, background, window);
  if (fact.kind !== "name" || rivalFit > NO_RIVAL) return false;
  return nameInBackground(fact, background, window) && !isOfSomeoneElse(fact, stated, window);
}

/** "Russia is too quixotic" beside a sentence that names China: what it says is said of another. */
function namesOther({ facts }: Sentence, stated: Sentence): boolean {
  const said = new Set(stated.units.flatMap(({ keys }) => keys));
  return facts.names.some(({ value }) => !value.weak && !value.keys.some((key) => said.has(key)));
}

/** "He" or "their", which stands where the name would and fits there as well as any other name. */
function isPronoun(
  fact: Fact,
  { rivalFit }: Uncover,
  { window, background }: Evidence,
  stated: Sentence,
  weigh: (key: string) => number,
): boolean {
  if (fact.kind !== "name") return false;
  const fit = pronounFit(fact, stated, window[0]!, background, weigh);
  return fit > 0 && rivalFit <= fit;
}

/**
 * "His areas of expertise" behind a sentence about somebody: the judged sentence has none of the stated names, and its
 * neighbours have others than this one.
 */
function isOfSomeoneElse({ value: { keys } }: NameFact, stated: Sentence, [judged, ...neighbours]: Window): boolean {
  const names = (sentences: readonly Sentence[]) =>
    sentences.flatMap(({ facts }) => facts.names.map(({ value }) => value));
  const mine = new Set(stated.facts.names.flatMap(({ value }) => value.keys));
  if (names([judged!]).some((name) => name.keys.some((key) => mine.has(key)))) return false;
  const around = names(neighbours);
  return around.length > 0 && !around.some((name) => keys.some((key) => name.keys.includes(key)));
}

/** "Rex Tillerson" where the sentence says "Tillerson", or "he". */
function nameInBackground({ value: { keys } }: NameFact, background: readonly Sentence[], window: Window): boolean {
  const said = [...window, ...background];
  return keys.every((key) =>
    said.some(
      ({ facts }) =>
        facts.names.some(({ value }) => value.keys.includes(key)) || facts.words.some(({ term }) => term === key),
    ),
  );
}

/** The day and month stand in the window, the year before it. */
function yearInBackground({ value }: DateFact, background: readonly Sentence[], window: Window): boolean {
  const before = background.flatMap(({ facts }) => facts.dates).findLast((date) => date.value.year !== undefined);
  return window.some(({ facts }) =>
    facts.dates.some((date) => {
      if (!agree(value, date.value)) return false;
      const { year, ...rest } = missingParts(value, date.value);
      if (Object.keys(rest).length > 0) return false;
      return before?.value.year === year;
    }),
  );
}

/** A sentence's first word may have its capital from there alone, and "one" may count nothing. */
function isExcused(fact: Fact, instead: Fact | null): boolean {
  if (instead) return false;
  return (fact.kind === "name" && fact.value.weak) || (fact.kind === "number" && fact.value.weak);
}

/** 1 for the word itself, less for one of its family ("diplomat", "diplomacy"), else 0. */
function holds(words: readonly { readonly term: string }[], term: string): number {
  let best = 0;
  for (const { term: other } of words) {
    if (other === term) return 1;
    const length = Math.max(other.length, term.length);
    const shared = Math.max(FAMILY_PREFIX, Math.ceil(length * 0.6));
    if (other.slice(0, shared) === term.slice(0, shared) && Math.min(other.length, term.length) >= shared) best = 0.7;
  }
  return best;
}

/** What may stand between two items of a list. */
const JOINT = /^(?:[\s,]|and|or|versus|to|in|for|was|were|years?|compared|with|million|billion|respectively|of)*$/iu;

/**
 * "$5 and $4 in 2020 and 2019": as many numbers as dates, each list in a row. Gives the number that a sentence says
 * beside a date where the list says another one; `null` where all agree, or there are no such lists.
 */
function mispaired(stated: Sentence, found: Sentence): { stated: NumberFact; found: NumberFact } | null {
  const numbers = longestList(found.facts.numbers, found.facts.text);
  const dates = longestList(found.facts.dates, found.facts.text);
  if (numbers.length < 2 || numbers.length !== dates.length) return null;
  for (const number of stated.facts.numbers) {
    const at = numbers.findIndex(({ value }) => sameNumber(number.value, value));
    const date = dateOf(number, stated);
    if (at < 0 || !date) continue;
    const by = dates.findIndex(({ value }) => agree(value, date.value));
    if (by >= 0 && by !== at && !sameNumber(number.value, numbers[by]!.value)) {
      return { stated: number, found: numbers[by]! };
    }
  }
  return null;
}

/**
 * The date that a number stands beside: the nearest in its clause, else the nearest whose clause has no number of its own
 * ("$16 million in 2013, down from $111 million the year before").
 */
function dateOf(number: NumberFact, { facts }: Sentence): DateFact | null {
  const clauseOf = (fact: DateFact | NumberFact) => facts.words[fact.first]?.clause;
  const isBeside = (date: DateFact) => clauseOf(date) === clauseOf(number);
  const own = facts.dates.filter(isBeside);
  const free = facts.dates.filter((date) => !facts.numbers.some((other) => clauseOf(other) === clauseOf(date)));
  const distance = (date: DateFact) => Math.abs(date.first - number.first);
  const near = own.length > 0 ? own : free;
  return near.reduce<DateFact | null>((a, b) => (a && distance(a) <= distance(b) ? a : b), null);
}

function longestList<Item extends { start: number; end: number }>(items: readonly Item[], text: string): Item[] {
  let longest: Item[] = [];
  let run: Item[] = [];
  for (const item of items) {
    const before = run.at(-1);
    run = before && JOINT.test(text.slice(before.end, item.start)) ? [...run, item] : [item];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

/**
 * How well a name fits where a sentence has a pronoun that stands for it: 0 to 1. A pronoun stands for who acts in the
 * nearest sentence before that names anybody.
 * @param before earlier sentences, the nearest last
 */
function pronounFit(
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
  const fits = found.facts.words.flatMap(({ lower }, at) => {
    const stands =
      THING_PRONOUNS.has(lower) || PLURAL_PRONOUNS.has(lower) || (HUMAN_PRONOUNS.has(lower) && !isPlace(keys[0]));
    return stands ? [alignment(fact, stated, { first: at, last: at }, found, weigh)] : [];
  });
  return Math.max(0, ...fits);
}
