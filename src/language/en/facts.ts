import { type DateOrder, type DateValue, datesOf } from "./dates.js";
import { oneOf, REPORTING_VERBS, SOURCE_NOUNS } from "./lexicon.js";
import { type NameValue, namesOf } from "./names.js";
import { type Negation, negationsOf } from "./negations.js";
import { type NumberValue, numbersOf } from "./numbers.js";
import { type Found, type Word, wordsOf } from "./tokens.js";

interface Placed {
  readonly text: string;
  /** Numbers of its first and last word. */
  readonly first: number;
  readonly last: number;
}

export interface DateFact extends Found<DateValue>, Placed {
  readonly kind: "date";
}
export interface NumberFact extends Found<NumberValue>, Placed {
  readonly kind: "number";
}
export interface NameFact extends Found<NameValue>, Placed {
  readonly kind: "name";
}
export type Fact = DateFact | NumberFact | NameFact;

/** What a sentence says, as far as words tell: what can be wrong in it, and the words around. */
export interface Facts {
  readonly text: string;
  readonly words: readonly Word[];
  readonly dates: readonly DateFact[];
  readonly numbers: readonly NumberFact[];
  readonly names: readonly NameFact[];
  readonly negations: readonly Negation[];
  /** Numbers of the words that carry meaning and are in no fact. */
  readonly content: readonly number[];
}

/**
 * Reads a sentence.
 * @param order of the dates of its document [not known]
 */
export function factsOf(text: string, order: DateOrder = null): Facts {
  const words = wordsOf(text);
  const place = <Value>(raw: Found<Value>) => ({
    ...raw,
    text: text.slice(raw.start, raw.end),
    first: Math.max(
      0,
      words.findIndex(({ end }) => end > raw.start),
    ),
    last: Math.max(
      0,
      words.findLastIndex(({ start }) => start < raw.end),
    ),
  });
  const rawDates = datesOf(text, order);
  const rawNumbers = numbersOf(text, rawDates);
  const rawNames = namesOf(text, words, [...rawDates, ...rawNumbers]);
  const dates = rawDates.map((raw) => ({ kind: "date" as const, ...place(raw) }));
  const numbers = rawNumbers.map((raw) => ({ kind: "number" as const, ...place(raw) }));
  const names = rawNames.map((raw) => ({ kind: "name" as const, ...place(raw) }));
  return withNames({ text, words, dates, numbers, names, negations: negationsOf(words), content: [] }, names);
}

/** The same sentence with other names; a word that is no name any more is a word like others. */
export function withNames(facts: Facts, names: readonly NameFact[]): Facts {
  const { dates, numbers, negations, words } = facts;
  const taken = new Set([...dates, ...numbers, ...names].flatMap(({ first, last }) => range(first, last)));
  const from = framingEnd(facts.text);
  for (const { at, strict } of negations) if (strict) taken.add(at);
  const content = words.flatMap(({ stop, start }, i) => (stop || start < from || taken.has(i) ? [] : [i]));
  return { ...facts, names, content };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

const WHO = `(?:the|this|its|one|a)\\s${oneOf(SOURCE_NOUNS)}s?`;
const SAYS = `${oneOf(REPORTING_VERBS)}s?`;
const FRAMING = new RegExp(
  `^\\s*(?:(?:according to|as)\\s${WHO}(?:\\s${SAYS})?,?\\s|${WHO}\\s(?:also\\s)?${SAYS}(?:\\sthat)?\\s)`,
  "iu",
);

/** Where what a sentence says starts, behind "According to the author," and the like, which no passage says of itself. */
function framingEnd(text: string): number {
  return FRAMING.exec(text)?.[0].length ?? 0;
}
