import { capitalised, MONTH_ABBREVIATIONS, MONTHS, oneOf, WEEKDAYS } from "./lexicon.js";
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
}

/** By their first three letters. */
const MONTH_NUMBERS = new Map([...MONTHS].map((month, i) => [month.slice(0, 3), i + 1]));
const WEEKDAY_NUMBERS = new Map([...WEEKDAYS].map((weekday, i) => [weekday.slice(0, 3), i]));
const MONTH = `(?<month>${oneOf(capitalised(MONTHS))}|${oneOf(capitalised(MONTH_ABBREVIATIONS))}\\.?)(?![\\p{L}])`;
const DAY = "(?<day>[0-3]?\\d)(?:st|nd|rd|th)?(?![\\d%,.]\\d|\\d|\\s?(?:%|percent|million|billion))";
const YEAR = "(?<year>1[5-9]\\d\\d|20\\d\\d)(?![\\d%]|,\\d|\\.\\d)";
const BEFORE = "(?<![\\p{L}\\d$€£.,/-])";

/** Numbers of the patterns whose months may be in small letters: what stands beside them says that they are months. */
const WITH_DAY_OR_YEAR = [2, 3, 4];
/** Tried in this order at each place. */
const PATTERNS = [
  `${BEFORE}(?<year>[12]\\d{3})-(?<month2>[01]\\d)-(?<day>[0-3]\\d)(?!\\d)`,
  `${BEFORE}(?<m>[0-3]?\\d)/(?<d>[0-3]?\\d)(?:/(?<y>(?:\\d\\d)?\\d\\d))?(?![\\d/])`,
  `${BEFORE}${MONTH}\\s+(?:the\\s+)?${DAY}(?:,?\\s+${YEAR})?`,
  `${BEFORE}(?:the\\s+)?(?<day>[0-3]?\\d)(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}(?:,?\\s+${YEAR})?`,
  `${BEFORE}${MONTH},?\\s+(?:of\\s+)?${YEAR}`,
  `${BEFORE}${MONTH}`,
  `${BEFORE}(?:the\\s+)?(?<decade>1[5-9]\\d0|20\\d0)['’]?s(?![\\p{L}])`,
  `(?<![\\p{L}\\d])(?:FY|Q[1-4]\\s?)['’]?(?<fiscal>20\\d\\d|\\d\\d)(?!\\d)`,
  `(?<![\\p{L}\\d$€£.,])(?<!\\p{L}-)${YEAR}(?!['’]?s\\b)`,
  `${BEFORE}(?<weekday>${oneOf(capitalised(WEEKDAYS))})s?(?![\\p{L}])`,
].map((pattern, i) => new RegExp(pattern, WITH_DAY_OR_YEAR.includes(i) ? "giu" : "gu"));

/** The dates that a text names, those within others left out. */
export function datesOf(text: string): Found<DateValue>[] {
  const found: Found<DateValue>[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (found.some((other) => match.index < other.end && other.start < end)) continue;
      const value = dateOf(match.groups ?? {});
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

function dateOf(groups: Readonly<Record<string, string | undefined>>): DateValue | null {
  const { month, month2, m, d, y, decade, fiscal, weekday, year, day } = groups;
  if (decade !== undefined) return { decade: Number(decade) };
  if (weekday !== undefined) return { weekday: WEEKDAY_NUMBERS.get(weekday.slice(0, 3).toLowerCase())! };
  if (fiscal !== undefined) return { year: fullYear(fiscal) };
  if (m !== undefined && d !== undefined) return slashed(Number(m), Number(d), y);
  const number = month2 !== undefined ? Number(month2) : month && MONTH_NUMBERS.get(month.slice(0, 3).toLowerCase());
  if (day !== undefined && (Number(day) < 1 || Number(day) > 31)) return null;
  return {
    ...(year !== undefined && { year: Number(year) }),
    ...(number && { month: number }),
    ...(day !== undefined && { day: Number(day) }),
  };
}

function slashed(first: number, second: number, year: string | undefined): DateValue | null {
  const [month, day] = first > 12 ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return { month, day, ...(year !== undefined && { year: fullYear(year) }) };
}

function fullYear(year: string): number {
  const number = Number(year);
  return number >= 100 ? number : number + (number < 70 ? 2000 : 1900);
}

const PARTS = ["year", "month", "day", "decade", "weekday"] as const;

/** Whether no part that both name differs, and they name one in common. */
export function agree(a: DateValue, b: DateValue): boolean {
  const shared = PARTS.filter((part) => a[part] !== undefined && b[part] !== undefined);
  return shared.length > 0 && shared.every((part) => a[part] === b[part]);
}

/** Whether both name a part in common and it differs. */
export function disagree(a: DateValue, b: DateValue): boolean {
  return PARTS.some((part) => a[part] !== undefined && b[part] !== undefined && a[part] !== b[part]);
}

/** Parts of `date` that `by` does not name. */
export function missingParts(date: DateValue, by: DateValue): DateValue {
  return Object.fromEntries(
    PARTS.flatMap((part) => (date[part] !== undefined && by[part] === undefined ? [[part, date[part]]] : [])),
  );
}
