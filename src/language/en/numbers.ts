import {
  CURRENCIES,
  FRACTION_UNITS,
  FRACTIONS,
  HEDGES,
  ORDINALS,
  oneOf,
  SCALES,
  SMALL_NUMBERS,
  TENS,
} from "./lexicon.js";
import type { Found } from "./tokens.js";

export type NumberUnit = "plain" | "money" | "percent" | "ordinal" | "time";

export interface NumberValue {
  /** Scale words applied: 2,500,000 for "2.5 million". Percent as written: 25 for "25 %" and "one in four". */
  readonly value: number;
  readonly unit: NumberUnit;
  /** Digits that it is written with, zeros at its end left out: 2 for "2.5 million". */
  readonly digits: number;
  /** Written with a fraction: "2.5". */
  readonly fraction: boolean;
  /** "about", "nearly", "more than" before it. */
  readonly hedged: boolean;
  /** "one", which is as often a pronoun as a number. */
  readonly weak: boolean;
}

const NUMBER_WORD = oneOf(SMALL_NUMBERS.slice(1), TENS);
const BIG_WORD = oneOf(Object.keys(SCALES).filter((scale) => scale.length > 3));
// "A hundred and six" is one number, "between one and six" names two.
const SPELT = `${NUMBER_WORD}(?:[-\\s](?:${NUMBER_WORD}|${BIG_WORD})|(?<=${BIG_WORD})\\sand\\s${NUMBER_WORD})*|(?:a|an)\\s${BIG_WORD}(?:\\s${BIG_WORD})*`;
const PERCENT = "(?<percent>\\s?%|[-\\s](?:per\\s?cent(?:age)?(?:\\s+points?)?|pct)\\b)";

const IN_OF = new RegExp(
  `\\b(?<few>${NUMBER_WORD}|\\d+)\\s(?:in|out of)(?:\\severy)?\\s(?<many>${NUMBER_WORD}|\\d+)\\b(?!,?\\s\\p{L}+,?\\s\\d{4})`,
  "giu",
);
const FRACTION = new RegExp(
  `\\b(?<count>${NUMBER_WORD}|an?)[-\\s](?<part>${oneOf(Object.keys(FRACTIONS))})\\b(?=\\s+of\\b|\\s*$)|\\b(?<count2>one|two|three|four)-(?<part2>half|thirds?|quarters?|fourths?|fifths?|tenths?)\\b|\\b(?<part3>half)\\s(?:of|the|its|their|all)\\b`,
  "giu",
);
const CLOCK = /(?<![\d:])(?<clock>[0-2]?\d:[0-5]\d)(?![\d:])/gu;
const ORDINAL = new RegExp(
  `(?<![\\p{L}\\d])(?:(?<digits>\\d+)(?:st|nd|rd|th)|(?<word>(?:${oneOf(TENS)}-)?${oneOf(ORDINALS.slice(1))}))(?![\\p{L}\\d])(?!,)`,
  "giu",
);
/** "-5", "minus 5"; but "3-5" and "10 minus 5" have none. */
const SIGN = "(?<sign>(?<=^|[\\s(\\[\"“'‘=:])[-−](?=[\\d.$€£¥])|(?<!\\d\\s)\\bminus\\s)?";
const DIGITS = new RegExp(
  `(?<![\\p{L}\\d.,/])(?<!\\p{L}[-–])${SIGN}(?<money>(?:US|A|C|CA|AU|NZ|HK)?[$€£¥]\\s?|\\b(?:USD|EUR|GBP)\\s)?(?<number>\\d{1,3}(?:[,\\u00a0\\u202f]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)(?:[-\\s]?(?<scale>dozen|decades|hundred|thousand|million|billion|trillion|bn|bln|mn|mln|mm|tn|k|m|b)(?![\\p{L}\\d]))?(?:${PERCENT})?(?<after>\\s${oneOf(CURRENCIES)}\\b)?(?!\\d)`,
  "giu",
);
const WORDS = new RegExp(
  `(?<![\\p{L}\\d-])${SIGN}(?<words>${SPELT})(?![\\p{L}\\d])(?:${PERCENT})?(?<after>\\s${oneOf(CURRENCIES)}\\b)?`,
  "giu",
);
/** "3/4 of the workers", "1/2 mile": a number of parts. */
const STROKE = new RegExp(
  `(?<![\\p{L}\\d.,/])(?<top>\\d{1,2})/(?<bottom>\\d{1,2})(?=\\s+(?:of|${oneOf(FRACTION_UNITS)})\\b)`,
  "giu",
);
/** "24/7" counts nothing. */
const AROUND_THE_CLOCK = /^24\/7(?![\d/])/u;
const HEDGE = new RegExp(`\\b${oneOf(HEDGES)}\\s(?:the\\s|a\\s|an\\s)?$`, "iu");

/** The numbers that a text names, outside of `taken`, which are dates. */
export function numbersOf(text: string, taken: readonly Found<unknown>[]): Found<NumberValue>[] {
  const found: Found<NumberValue>[] = [];
  const add = (match: RegExpMatchArray, value: number, unit: NumberUnit, written: string, weak = false) => {
    const start = match.index!;
    const trimmed = match[0].trimEnd();
    const end = start + trimmed.length;
    if ([...taken, ...found].some((other) => start < other.end && other.start < end)) return;
    const hedged = HEDGE.test(text.slice(Math.max(0, start - 24), start));
    found.push({
      start,
      end,
      value: { value, unit, digits: digitsOf(written), fraction: /\d\.\d/.test(written), hedged, weak },
    });
  };
  for (const match of text.matchAll(CLOCK)) add(match, clockOf(match.groups!.clock!), "time", match[0]);
  for (const match of text.matchAll(IN_OF)) {
    // "£12 in 24 hours" is a price.
    if (/[$€£¥]\s?$/u.test(text.slice(0, match.index))) continue;
    const many = plainNumber(match.groups!.many!);
    const few = plainNumber(match.groups!.few!);
    if (many > few && few > 0) add(match, (100 * few) / many, "percent", "1");
  }
  for (const match of text.matchAll(FRACTION)) {
    const { count, part, count2, part2, part3 } = match.groups!;
    const share = FRACTIONS[(part ?? part2 ?? part3)!.toLowerCase()]!;
    const counted = (count ?? count2 ?? "one").toLowerCase();
    add(match, (100 * (/^an?$/.test(counted) ? 1 : plainNumber(counted))) / share, "percent", "1");
  }
  for (const match of text.matchAll(STROKE)) {
    const [top, bottom] = [Number(match.groups!.top), Number(match.groups!.bottom)];
    if (bottom > 0) add(match, round((100 * top) / bottom), "percent", "1");
  }
  for (const match of text.matchAll(ORDINAL)) {
    const { digits, word } = match.groups!;
    add(match, digits === undefined ? ordinalOf(word!.toLowerCase()) : Number(digits), "ordinal", digits ?? "1");
  }
  for (const match of text.matchAll(DIGITS)) {
    const { sign, money, number, scale, percent, after } = match.groups!;
    if (AROUND_THE_CLOCK.test(text.slice(match.index))) continue;
    const written = number!.replace(/[,\u00a0\u202f]/gu, "");
    // Small letters alone are as often a unit: "5 m" of cloth, "40 mm".
    const factor = scale === undefined || (/^(?:[kmb]|mm)$/i.test(scale) && !money) ? 1 : SCALES[scale.toLowerCase()]!;
    add(
      match,
      round((sign === undefined ? 1 : -1) * Number(written) * factor),
      unitOf(percent, money ?? after),
      written,
    );
  }
  for (const match of text.matchAll(WORDS)) {
    const { sign, words, percent, after } = match.groups!;
    const value = (sign === undefined ? 1 : -1) * spelt(words!.toLowerCase());
    add(match, value, unitOf(percent, after), String(value), /^one$/i.test(words!) && percent === undefined);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether a text that says `found` may be told as `stated`: the same, or rounded as its words say. */
export function sameNumber(stated: NumberValue, found: NumberValue): boolean {
  if (!comparable(stated, found)) return false;
  if (close(stated.value, found.value)) return true;
  if (stated.unit === "ordinal" || stated.unit === "time" || found.digits <= stated.digits) return false;
  if (!stated.hedged && !stated.fraction) return false;
  const step = stepOf(stated);
  const rounded = Math.abs(found.value - stated.value) <= step / 2 + 1e-9 * step;
  return rounded || (stated.hedged && Math.abs(found.value - stated.value) < step);
}

/** Whether one could stand in the other's place. */
export function comparable(a: NumberValue, b: NumberValue): boolean {
  const kindOf = ({ unit }: NumberValue) => (unit === "money" ? "plain" : unit);
  return kindOf(a) === kindOf(b);
}

/** Value of the last digit that it is written with. */
function stepOf({ value, digits }: NumberValue): number {
  return value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - Math.max(1, digits));
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

function unitOf(percent: string | undefined, money: string | undefined): NumberUnit {
  return percent !== undefined ? "percent" : money !== undefined ? "money" : "plain";
}

function digitsOf(written: string): number {
  const digits = written.replace(/\D/g, "").replace(/^0+/, "");
  return Math.max(1, (written.includes(".") ? digits : digits.replace(/0+$/, "")).length);
}

function clockOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours! * 60 + minutes!;
}

function plainNumber(text: string): number {
  return /^\d/.test(text) ? Number(text) : spelt(text.toLowerCase());
}

function ordinalOf(word: string): number {
  const [tens, last] = word.includes("-") ? word.split("-") : ["", word];
  return (tens === "" ? 0 : (TENS.indexOf(tens!) + 2) * 10) + ORDINALS.indexOf(last!);
}

function spelt(text: string): number {
  let total = 0;
  let group = 0;
  for (const word of text.split(/[-\s]+/)) {
    const unit = SMALL_NUMBERS.indexOf(word);
    const ten = TENS.indexOf(word);
    const scale = SCALES[word];
    if (word === "a" || word === "an") group = 1;
    else if (unit >= 0) group += unit;
    else if (ten >= 0) group += (ten + 2) * 10;
    else if (scale !== undefined && scale <= 100) group = (group || 1) * scale;
    else if (scale !== undefined) {
      total += (group || 1) * scale;
      group = 0;
    }
  }
  return total + group;
}
