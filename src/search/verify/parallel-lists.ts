import { agree } from "../../language/en/dates.js";
import type { DateFact, NumberFact } from "../../language/en/facts.js";
import { sameNumber } from "../../language/en/numbers.js";
import type { Sentence } from "./alignment.js";

/** What may stand between two items of a list. */
const JOINT =
  /^(?:[\s,]|and|or|versus|to|in|for|was|were|fiscal|years?|ended|compared|with|million|billion|respectively|of)*$/iu;

/**
 * "$5 and $4 in 2020 and 2019": as many numbers as dates, each list in a row. Gives the number that a sentence says
 * beside a date where the list says another one; `null` where all agree, or there are no such lists.
 */
export function mispaired(stated: Sentence, found: Sentence): { stated: NumberFact; found: NumberFact } | null {
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
