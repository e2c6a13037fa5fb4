import { capitalised, FRACTION_UNITS, MONTH_ABBREVIATIONS, MONTHS, oneOf, WEEKDAYS } from "./lexicon.js";
import type { Found } from "./tokens.js";

/** The parts that a text names of a date. */
export interface DateValue {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** First year of it: 1970 for "the 1970s". */
  readonly decade?: number;
  /** 0 is Sunday. */
  readonly weekday?: number;
  /** "4/5" of "4/5/2024", whose month and day only their order can tell. */
  readonly written?: string;
  /** They may as well be the other way round: nothing tells their order. */
  readonly isAmbiguous?: true;
}

/** How a text writes its dates: "4/28" or "28/4"; `null` where it doesn't show. */
export type DateOrder = "month_first" | "day_first" | null;

/** By their first three letters. */
const MONTH_NUMBERS = new Map([...MONTHS].map((month, i) => [month.slice(0, 3), i + 1]));
const WEEKDAY_NUMBERS = new Map([...WEEKDAYS].map((weekday, i) => [weekday.slice(0, 3), i]));
const MONTH = `(?<month>${oneOf(capitalised(MONTHS))}|${oneOf(capitalised(MONTH_ABBREVIATIONS))}\\.?)(?![\\p{L}])`;
const DAY = "(?<day>[0-3]?\\d)(?:st|nd|rd|th)?(?![\\d%,.]\\d|\\d|\\s?(?:%|percent|million|billion))";
const YEAR = "(?<year>1[5-9]\\d\\d|20\\d\\d)(?![\\d%]|,\\d|\\.\\d)";
const BEFORE = "(?<![\\p{L}\\d$€£.,/-])";

/** Numbers of the patterns whose months may be in small letters: what stands beside them says that they are months. */
const WITH_DAY_OR_YEAR = [2, 3, 4];
/** Tried in this order at each place. The second leaves "24/7", "2 1/2" and "3/4 of them" out. */
const PATTERNS = [
  `${BEFORE}(?<year>[12]\\d{3})-(?<month2>[01]\\d)-(?<day>[0-3]\\d)(?!\\d)`,
  `${BEFORE}(?<!\\d\\s)(?!24/7(?![\\d/]))(?<m>[0-3]?\\d)/(?<d>[0-3]?\\d)(?:/(?<y>(?:\\d\\d)?\\d\\d)|(?!\\s+(?:of|${oneOf(FRACTION_UNITS)})\\b))(?![\\d/])`,
  `${BEFORE}${MONTH}\\s+(?:the\\s+)?${DAY}(?:,?\\s+${YEAR})?`,
  `${BEFORE}(?:the\\s+)?(?<day>[0-3]?\\d)(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}(?:,?\\s+${YEAR})?`,
  `${BEFORE}${MONTH},?\\s+(?:of\\s+)?${YEAR}`,
  `${BEFORE}${MONTH}`,
  `${BEFORE}(?:the\\s+)?(?<decade>1[5-9]\\d0|20\\d0)['’]?s(?![\\p{L}])`,
  `(?<![\\p{L}\\d])(?:FY|Q[1-4]\\s?)['’]?(?<fiscal>20\\d\\d|\\d\\d)(?!\\d)`,
  `(?<![\\p{L}\\d$€£.,])(?<!\\p{L}-)${YEAR}(?!['’]?s\\b)`,
  `${BEFORE}(?<weekday>${oneOf(capitalised(WEEKDAYS))})s?(?![\\p{L}])`,
].map((pattern, i) => new RegExp(pattern, WITH_DAY_OR_YEAR.includes(i) ? "giu" : "gu"));

const SLASHED = new RegExp(PATTERNS[1]!, "gu");

/** The order that the dates of a text have, as far as those tell that can be read in one way only. */
export function dateOrderOf(text: string): DateOrder {
  const orders = new Set<DateOrder>();
  for (const { groups } of text.matchAll(SLASHED)) {
    const [first, second] = [Number(groups!.m), Number(groups!.d)];
    if (first <= 12 && second > 12 && second <= 31) orders.add("month_first");
    if (second <= 12 && first > 12 && first <= 31) orders.add("day_first");
  }
  const [order = null] = orders;
  return orders.size === 1 ? order : null;
}

/**
 * The dates that a text names, those within others left out.
 * @param order of the document that the text is of [not known]
 */
export function datesOf(text: string, order: DateOrder = null): Found<DateValue>[] {
  const found: Found<DateValue>[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (found.some((other) => match.index < other.end && other.start < end)) continue;
      const value = dateOf(match.groups ?? {}, order);
      if (value && !isVerb(match, text)) found.push({ start: match.index, end, value });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** "May" and "March" that start a sentence and name no day or year may be verbs. */
function isVerb(match: RegExpMatchArray, text: string): boolean {
  if (!/^(?:May|March|Mar|Jan|Sun|Sat)$/u.test(match[0])) return false;
  const before = text.slice(0, match.index).trimEnd();
  return before === "" || /[.!?]["”’)]*$/u.test(before);
}

function dateOf(groups: Readonly<Record<string, string | undefined>>, order: DateOrder): DateValue | null {
  const { month, month2, m, d, y, decade, fiscal, weekday, year, day } = groups;
  if (decade !== undefined) return { decade: Number(decade) };
  if (weekday !== undefined) return { weekday: WEEKDAY_NUMBERS.get(weekday.slice(0, 3).toLowerCase())! };
  if (fiscal !== undefined) return { year: fullYear(fiscal) };
  if (m !== undefined && d !== undefined) return slashed(Number(m), Number(d), y, order);
  const number = month2 !== undefined ? Number(month2) : month && MONTH_NUMBERS.get(month.slice(0, 3).toLowerCase());
  if (day !== undefined && (Number(day) < 1 || Number(day) > 31)) return null;
  return {
    ...(year !== undefined && { year: Number(year) }),
    ...(number && { month: number }),
    ...(day !== undefined && { day: Number(day) }),
  };
}

function slashed(first: number, second: number, y: string | undefined, order: DateOrder): DateValue | null {
  const isDayFirst = first > 12 || (second <= 12 && order === "day_first");
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const year = y === undefined ? {} : { year: fullYear(y) };
  if (day > 12 || day === month) return { ...year, month, day };
  return { ...year, month, day, written: `${first}/${second}`, ...(order === null && { isAmbiguous: true }) };
}

function fullYear(year: string): number {
  const number = Number(year);
  return number >= 100 ? number : number + (number < 70 ? 2000 : 1900);
}

const MONTH_NAMES = capitalised(MONTHS);

/** A date in the words that people use for it: "10 October 2025". */
export function spokenDate({ day, month, year }: DateValue): string {
  return [day, month && MONTH_NAMES[month - 1], year].filter((part) => part !== undefined).join(" ");
}

const PARTS = ["year", "month", "day", "decade", "weekday"] as const;

/** The parts that a date names, by their names; month and day in the order that they are written in. */
export function partsOf(date: DateValue): (readonly [string, number])[] {
  return PARTS.flatMap((part) => {
    const value = date[part];
    return value === undefined ? [] : [[part, value] as const];
  });
}

/** Whether no part that both name differs, however they are read, and they name one in common. */
export function agree(a: DateValue, b: DateValue): boolean {
  // Who writes the same means the same.
  if ((a.isAmbiguous || b.isAmbiguous) && a.written !== undefined && a.written === b.written) return isYearAlike(a, b);
  return pairsOf(a, b).every(([one, other]) => alike(one, other));
}

/** Whether both name a part in common and it differs, however they are read. */
export function disagree(a: DateValue, b: DateValue): boolean {
  return pairsOf(a, b).every(([one, other]) =>
    PARTS.some((part) => areBoth(one, other, part) && one[part] !== other[part]),
  );
}

/** Whether two dates agree read in one way, and not in another. */
export function mayAgree(a: DateValue, b: DateValue): boolean {
  return !agree(a, b) && pairsOf(a, b).some(([one, other]) => alike(one, other));
}

function alike(a: DateValue, b: DateValue): boolean {
  const shared = PARTS.filter((part) => areBoth(a, b, part));
  return shared.length > 0 && shared.every((part) => a[part] === b[part]);
}

function isYearAlike({ year }: DateValue, { year: other }: DateValue): boolean {
  return year === undefined || other === undefined || year === other;
}

function areBoth(a: DateValue, b: DateValue, part: (typeof PARTS)[number]): boolean {
  return a[part] !== undefined && b[part] !== undefined;
}

/** Each way to read one date with each way to read another. */
function pairsOf(a: DateValue, b: DateValue): (readonly [DateValue, DateValue])[] {
  return readingsOf(a).flatMap((one) => readingsOf(b).map((other) => [one, other] as const));
}

function readingsOf(date: DateValue): DateValue[] {
  const { month, day, isAmbiguous } = date;
  return isAmbiguous && month !== undefined && day !== undefined ? [date, { ...date, month: day, day: month }] : [date];
}

/** Parts of `date` that `by` does not name. */
export function missingParts(date: DateValue, by: DateValue): DateValue {
  return Object.fromEntries(
    PARTS.flatMap((part) => (date[part] !== undefined && by[part] === undefined ? [[part, date[part]]] : [])),
  );
}
