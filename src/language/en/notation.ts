import { datesOf } from "./dates.js";
import { capitalised, MONTHS, oneOf, SMALL_NUMBERS } from "./lexicon.js";
import { numbersOf } from "./numbers.js";

/** Units by all their names, kind by kind; `size` in the smallest of its kind. Months aren't days: they differ in length. */
const UNITS: readonly {
  readonly names: string;
  readonly name: string;
  readonly kind: string;
  readonly size: number;
}[] = [
  { names: "milliseconds?|msecs?|ms", name: "milliseconds", kind: "time", size: 1 },
  { names: "seconds?|secs?", name: "seconds", kind: "time", size: 1e3 },
  { names: "minutes?|mins?", name: "minutes", kind: "time", size: 6e4 },
  { names: "hours?|hrs?", name: "hours", kind: "time", size: 3.6e6 },
  { names: "days?", name: "days", kind: "days", size: 1 },
  { names: "weeks?", name: "weeks", kind: "days", size: 7 },
  { names: "fortnights?", name: "fortnights", kind: "days", size: 14 },
  { names: "months?", name: "months", kind: "months", size: 1 },
  { names: "years?", name: "years", kind: "months", size: 12 },
  { names: "millimet(?:er|re)s?|mm", name: "millimetres", kind: "length", size: 1 },
  { names: "centimet(?:er|re)s?|cm", name: "centimetres", kind: "length", size: 10 },
  { names: "met(?:er|re)s?|m", name: "metres", kind: "length", size: 1e3 },
  { names: "kilomet(?:er|re)s?|km", name: "kilometres", kind: "length", size: 1e6 },
  { names: "milligrams?|mg", name: "milligrams", kind: "mass", size: 1 },
  { names: "grams?|g", name: "grams", kind: "mass", size: 1e3 },
  { names: "kilograms?|kilos?|kg", name: "kilograms", kind: "mass", size: 1e6 },
  { names: "tonnes?", name: "tonnes", kind: "mass", size: 1e9 },
  { names: "millilit(?:er|re)s?|ml", name: "millilitres", kind: "volume", size: 1 },
  { names: "lit(?:er|re)s?|l", name: "litres", kind: "volume", size: 1e3 },
];
const NAMED = UNITS.map((unit) => ({ unit, pattern: new RegExp(`^(?:${unit.names})$`, "iu") }));
const NAMES = UNITS.map(({ names }) => names).join("|");
const BEHIND = new RegExp(`^[-\\s]?(?<name>${NAMES})(?![\\p{L}\\d])`, "iu");
/** "6 and 8 mm", "4 to 6 weeks": the unit behind the second is the first one's too. */
const BOTH = new RegExp(
  `(?<![\\p{L}\\d.,/])(?<one>\\d[\\d,.]*)(?<joint>\\s(?:and|to|or)\\s|[-–])(?<other>\\d[\\d,.]*)(?<unit>[-\\s]?(?:%|${NAMES}))(?![\\p{L}\\d])`,
  "giu",
);
/** Two amounts of one kind, the smaller unit last: "two metres and ten centimetres". */
const SUM = new RegExp(
  `(?<![\\d.])(?<one>\\d+) (?<large>${NAMES})(?:,| and|, and)? (?<other>\\d+) (?<small>${NAMES})(?!\\p{L})`,
  "giu",
);

const HOURS = new RegExp(`\\bhalf past (?<hour>${oneOf(SMALL_NUMBERS.slice(1))}|\\d{1,2})\\b`, "giu");
const CLOCK = /(?<![\d:.])(?<hour>[01]?\d)(?:[.:](?<minute>[0-5]\d))?\s?(?<half>[ap])\.?m\b\.?/giu;
const EVENING = /\b(?:evenings?|afternoons?|tonight|p\.?m)\b/iu;
const SHARES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:a|one) quarter of an hour\b/giu, "15 minutes"],
  [/\bhalf an hour\b|\ba half[- ]hour\b/giu, "30 minutes"],
  [/\b(?:an|one) hour and a half\b/giu, "90 minutes"],
  [/\b(?:three[- ]quarters)\b(?= (?:of|higher|lower|more|less))/giu, "75%"],
  [/\b(?:a|one)[- ]quarter\b(?= (?:of|higher|lower|more|less|above|below))/giu, "25%"],
  [/\bhalf (?:of )?(?=(?:the|its|their|his|her|our|your|all)\b)|\bhalf of\b/giu, "50% of "],
  [/\s?\bper ?cent\b/giu, "%"],
];
const ONE_IN =
  /\b(?:one|1)(?<noun> \p{L}+)? (?:in|out of)(?: every)? (?<many>10|20|50|100|5|4|2|1,000|ten|twenty|fifty|five|four|a hundred|two)\b(?!%)/giu;
const WORDS_OF_MANY: Readonly<Record<string, number>> = {
  two: 2,
  four: 4,
  five: 5,
  ten: 10,
  twenty: 20,
  fifty: 50,
  "a hundred": 100,
};

/**
 * A text with its amounts in one notation, so that the same is written alike: "7.30 p.m." as "19:30", "one in ten" as
 * "10%", "twice" as "2 times", "forty-six" as 46. For comparing alone: its places are not those of the text.
 */
export function inOneNotation(text: string): string {
  let plain = text;
  for (const [pattern, notation] of SHARES) plain = plain.replace(pattern, notation);
  plain = plain.replace(ONE_IN, (whole, noun: string | undefined, many: string) => {
    const of = WORDS_OF_MANY[many.toLowerCase()] ?? Number(many.replace(",", ""));
    return of > 0 ? `${100 / of}% of${noun ?? ""}` : whole;
  });
  plain = inDigits(withClockTimes(plain))
    .replace(/\btwice\b/giu, "2 times")
    .replace(/\bthrice\b/giu, "3 times")
    .replace(/(?<![\p{L}\d])(\d+)x(?![\p{L}\d])/giu, "$1 times")
    .replace(/(?<![\p{L}\d])v(\d+(?:\.\d+)*)(?![\p{L}\d])/gu, "version $1")
    .replace(AT_LEAST, "at least $1")
    .replace(BOTH, "$<one>$<unit>$<joint>$<other>$<unit>");
  return withAmounts(plain, (count, { name }) => `${spell(count)} ${name}`).replace(
    SUM,
    (whole, one: string, large: string, other: string, small: string) => {
      const [high, low] = [unitNamed(large), unitNamed(small)];
      if (!high || !low || high.kind !== low.kind || high.size <= low.size) return whole;
      return `${spell((Number(one) * high.size + Number(other) * low.size) / low.size)} ${low.name}`;
    },
  );
}

/**
 * A text with its amounts in the units that another one has, where that has its own in none of the same: "three weeks" as
 * "21 days". Both in one notation.
 */
export function inUnitsOf(text: string, other: string): string {
  const there = new Set<string>();
  withAmounts(other, (_, { name }) => {
    there.add(name);
    return "";
  });
  return withAmounts(text, (count, unit) => {
    const known = UNITS.find(({ name, kind }) => kind === unit.kind && there.has(name));
    if (!known || there.has(unit.name)) return `${spell(count)} ${unit.name}`;
    return `${spell((count * unit.size) / known.size)} ${known.name}`;
  });
}

/** With a comma in thousands: without one it could be a year. */
function spell(count: number): string {
  return Number(count.toPrecision(12)).toLocaleString("en-GB", { maximumFractionDigits: 9 });
}

/** Puts every number that has one of the units behind it otherwise. */
function withAmounts(text: string, put: (count: number, unit: (typeof UNITS)[number]) => string): string {
  let changed = "";
  let from = 0;
  for (const { start, end: last, value } of numbersOf(text, datesOf(text))) {
    // "5 m": the letter may be read as a scale.
    const bare = /^[\d.,]*\d(?=\s?mm?$)/u.exec(text.slice(start, last))?.[0];
    const end = bare === undefined ? last : start + bare.length;
    const unit = BEHIND.exec(text.slice(end));
    const named = unit && unitNamed(unit.groups!.name!);
    if (!named || value.unit !== "plain") continue;
    changed += text.slice(from, start) + put(value.value, named);
    from = end + unit[0].length;
  }
  return changed + text.slice(from);
}

function unitNamed(name: string): (typeof UNITS)[number] | undefined {
  return NAMED.find(({ pattern }) => pattern.test(name))?.unit;
}

/** Hours of the day as "19:30"; "half past seven" is in the evening where the text says so. */
function withClockTimes(text: string): string {
  const clock = (hour: number, minute: string) => `${hour}:${minute}`;
  return text
    .replace(CLOCK, (_, hour: string, minute: string | undefined, half: string) => {
      const at = (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
      return clock(at, minute ?? "00");
    })
    .replace(HOURS, (_, hour: string) => {
      const at = /^\d/u.test(hour) ? Number(hour) : SMALL_NUMBERS.indexOf(hour.toLowerCase());
      return clock(at + (at < 12 && EVENING.test(text) ? 12 : 0), "30");
    });
}

const OF_MONTH = new RegExp(`^\\s(?:of\\s)?${oneOf(capitalised(MONTHS))}`, "u");

const AT_LEAST = new RegExp(`(?<![\\p{L}\\d.,])(\\d[\\d,.]*|${oneOf(SMALL_NUMBERS.slice(2))}) or more\\b`, "giu");

/** Numbers of several words, and days of a month: "forty-six", "the nineteenth of April". */
function inDigits(text: string): string {
  let digits = "";
  let from = 0;
  for (const { start, end, value } of numbersOf(text, [])) {
    const written = text.slice(start, end);
    const isDay = value.unit === "ordinal" && OF_MONTH.test(text.slice(end)) && value.value <= 31;
    const isSpelt = value.unit === "plain" && !value.weak && /^\p{L}+[-\s]/u.test(written) && !/\d/u.test(written);
    if (!isSpelt && !(isDay && /\p{L}/u.test(written))) continue;
    digits += text.slice(from, start) + value.value;
    from = end;
  }
  return digits + text.slice(from);
}
