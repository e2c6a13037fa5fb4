import { agree, type DateValue, disagree, mayAgree, missingParts } from "../../language/en/dates.js";
import type { DateFact, Fact, Facts, NameFact, NumberFact } from "../../language/en/facts.js";
import { PLACE_PREFIX } from "../../language/en/names.js";
import { comparable, sameNumber } from "../../language/en/numbers.js";
import { alignment, type Sentence } from "./alignment.js";

/** A sentence of the evidence; the one that is judged is first, its neighbours follow. */
export type Window = readonly Sentence[];

/** Whether a window says a fact, and in which of its sentences. */
export type Cover =
  | { readonly covered: true; readonly by: number }
  | {
      readonly covered: false;
      readonly instead: Fact | null;
      readonly rivalFit: number;
      readonly isDisplaced: boolean;
      /** A date is there that is the stated one if its day and month are read in one order, and another in the other. */
      readonly isAmbiguous: boolean;
      readonly sentence: number;
    };

/** Something else in the same place has to fit this much better than the fact itself. */
const FITS_BETTER = 1.5;
const FITS_BETTER_BY = 0.02;
/** From this alignment on, something else of its kind stands in a fact's place. */
const SAME_PLACE = 0.12;
/** A neighbour that holds a fact has to share this much of what stands around it. */
const NEIGHBOUR_FITS = 0.05;
const NEIGHBOUR = 0.8;
/** Decimal orders of magnitude between a number and another that may stand in its place. */
const SAME_SIZE = 1.7;

interface Place {
  readonly fact: Fact | { readonly first: number; readonly last: number };
  readonly sentence: number;
  readonly fit: number;
}

/** @param weigh how rare a word is */
export function coverFact(fact: Fact, stated: Sentence, window: Window, weigh: (key: string) => number): Cover {
  const fitOf = (other: { first: number; last: number }, sentence: number) =>
    alignment(fact, stated, other, window[sentence]!, weigh) * (sentence === 0 ? 1 : NEIGHBOUR);
  const holders: Place[] = [];
  const rivals: Place[] = [];
  const isElsewhere = holdersOf(fact, window[0]!, stated).length === 0;
  window.forEach((found, sentence) => {
    for (const at of holdersOf(fact, found, stated)) holders.push({ fact: at, sentence, fit: fitOf(at, sentence) });
    for (const at of rivalsOf(fact, stated, found, isElsewhere))
      rivals.push({ fact: at, sentence, fit: fitOf(at, sentence) });
  });
  const holder = best(holders);
  const rival = best(rivals.filter(({ sentence }) => sentence === 0)) ?? (holder?.sentence === 0 ? null : best(rivals));
  const rivalFit = rival?.fit ?? 0;
  const fits =
    holder !== null &&
    (isSubject(fact, holder, rival, window[0]!) || rivalFit <= holder.fit * FITS_BETTER + FITS_BETTER_BY) &&
    (holder.sentence === 0 || (holder.fit >= NEIGHBOUR_FITS && rivalFit <= holder.fit && !isDisplaced(fact, rivals)));
  if (holder && fits) return { covered: true, by: holder.sentence };
  const instead = rival && rivalFit >= SAME_PLACE ? (rival.fact as Fact) : null;
  return {
    covered: false,
    instead,
    rivalFit,
    isDisplaced: isDisplaced(fact, rivals),
    isAmbiguous: fact.kind === "date" && (instead ? window.slice(0, 1) : window).some(mayHold(fact)),
    sentence: rival?.sentence ?? 0,
  };
}

function mayHold({ value }: DateFact): (sentence: Sentence) => boolean {
  return ({ facts }) => facts.dates.some((date) => mayAgree(value, date.value));
}

/** The first name of a clause is who acts in all of it, whatever names come closer to what is done. */
function isSubject(fact: Fact, holder: Place, rival: Place | null, { facts }: Sentence): boolean {
  if (fact.kind !== "name" || holder.sentence !== 0 || rival?.sentence !== 0) return false;
  const clauseOf = (at: number) => actingClause(facts, facts.words[at]?.clause ?? 0);
  const clause = clauseOf(holder.fact.first);
  const first = facts.names.find((name) => clauseOf(name.first) === clause);
  return first?.first === holder.fact.first && clauseOf(rival.fact.first) === clause;
}

/** "Beijing stepped up, too, cutting off oil": a participle's clause has the subject of the one before. */
function actingClause({ words }: Facts, clause: number): number {
  for (; clause > 0; clause--) {
    const own = words.filter((word) => word.clause === clause);
    if (!own.every(({ stop }) => stop) && !/^\p{Ll}+ing$/u.test(own[0]!.text)) break;
  }
  return clause;
}

/** Where the judged sentence has a date or number of its own, a neighbour's doesn't stand in for it. */
function isDisplaced({ kind }: Fact, rivals: readonly Place[]): boolean {
  return kind !== "name" && rivals.some(({ sentence }) => sentence === 0);
}

function best(places: readonly Place[]): Place | null {
  return places.reduce<Place | null>((a, b) => (a && a.fit >= b.fit ? a : b), null);
}

function holdersOf(fact: Fact, { facts }: Sentence, stated: Sentence): readonly { first: number; last: number }[] {
  switch (fact.kind) {
    case "date":
      return facts.dates.filter(({ value }) => saysDate(value, fact.value));
    case "number":
      return [
        ...facts.numbers.filter(
          (other) => sameNumber(fact.value, other.value) || isSamePlace(fact, stated.facts, other, facts),
        ),
        // "Resolution 2094" reads as a year.
        ...facts.dates.filter(({ value, start, end }) => end - start === 4 && value.year === fact.value.value),
      ];
    case "name":
      return nameHolders(fact, { facts });
  }
}

/** "Week seven" and "the seventh week". */
function isSamePlace(one: NumberFact, { words }: Facts, other: NumberFact, found: Facts): boolean {
  if (one.value.value !== other.value.value || (one.value.unit === "ordinal") === (other.value.unit === "ordinal"))
    return false;
  const counted = ({ value, first, last }: NumberFact, words: Facts["words"]) =>
    words[value.unit === "ordinal" ? last + 1 : first - 1]?.term;
  const noun = counted(one, words);
  return noun !== undefined && noun === counted(other, found.words);
}

function saysDate(found: DateValue, stated: DateValue): boolean {
  if (stated.decade !== undefined && found.year !== undefined)
    return Math.floor(found.year / 10) * 10 === stated.decade;
  return agree(stated, found) && Object.keys(missingParts(stated, found)).length === 0;
}

function nameHolders(fact: NameFact, { facts }: Pick<Sentence, "facts">): { first: number; last: number }[] {
  const { keys, initials } = fact.value;
  const held = facts.names.filter(({ value }) => {
    if (keys.every((key) => value.keys.includes(key))) return true;
    const acronym = keys.length === 1 ? keys[0] : undefined;
    if (acronym && acronym.length > 1 && value.initials === acronym) return true;
    return initials.length > 1 && value.keys.length === 1 && value.keys[0] === initials;
  });
  // Names are also found where the text writes them otherwise: in small letters, or next to other capitals.
  const spread = keys.map((key) => facts.words.findIndex(({ term }) => term === key));
  if (spread.every((at) => at >= 0)) held.push({ ...fact, first: Math.min(...spread), last: Math.max(...spread) });
  // "Database" and "Data Base", "May'n" and "May 'n".
  const written = lettersOf(fact.text);
  facts.words.forEach(({ text }, i) => {
    const next = facts.words[i + 1];
    if (next && lettersOf(text + next.text) === written) held.push({ ...fact, first: i, last: i + 1 });
  });
  return held;
}

/** What of the same kind stands in a sentence and is nowhere in the statement. */
function rivalsOf(fact: Fact, stated: Sentence, { facts }: Sentence, isElsewhere: boolean): readonly Fact[] {
  switch (fact.kind) {
    case "date":
      return facts.dates.filter((other) => isRivalDate(other, fact, stated));
    case "number":
      return facts.numbers.filter((other) => isRivalNumber(other, fact, stated));
    case "name":
      return facts.names.filter((other) => isRivalName(other, fact, stated, isElsewhere));
  }
}

/** Where the sentence lacks the name, "Tokyo" may have its place although the statement speaks of the Japanese as well. */
function isRivalName({ value, text }: NameFact, fact: NameFact, stated: Sentence, isElsewhere: boolean): boolean {
  if ((value.weak && !fact.value.weak) || isPlace(value.keys) !== isPlace(fact.value.keys)) return false;
  if (value.keys.some((key) => fact.value.keys.includes(key))) return false;
  if (isElsewhere && isPlace(value.keys)) return !stated.facts.text.includes(text);
  return !value.keys.some((key) => stated.units.some(({ keys }) => keys.includes(key)));
}

function isRivalDate({ value }: DateFact, fact: DateFact, stated: Sentence): boolean {
  return disagree(value, fact.value) && !stated.facts.dates.some((other) => agree(other.value, value));
}

function isRivalNumber({ value }: NumberFact, fact: NumberFact, stated: Sentence): boolean {
  if (value.weak || !comparable(value, fact.value) || !isOfSize(value.value, fact.value.value)) return false;
  return !stated.facts.numbers.some((other) => sameNumber(other.value, value));
}

function isPlace([key]: readonly string[]): boolean {
  return key?.startsWith(PLACE_PREFIX) ?? false;
}

/** "Two" is no other figure for 2371. */
function isOfSize(a: number, b: number): boolean {
  return a === b || (a !== 0 && b !== 0 && Math.abs(Math.log10(Math.abs(a / b))) <= SAME_SIZE);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
