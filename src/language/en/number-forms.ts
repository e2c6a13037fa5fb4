import { datesOf } from "./dates.js";
import { MONTHS, SMALL_NUMBERS, TENS } from "./lexicon.js";
import { type NumberValue, numbersOf } from "./numbers.js";

/** A number, duration or date of a text, with all ways to write it that are known, its own perhaps among them. */
export interface NumberForms {
  readonly written: string;
  readonly others: readonly string[];
}

const UNIT = /^[\s-](?<unit>day|week|month|year)s?\b/iu;
/** What so many of one unit are of another. */
const EXCHANGES = [
  { from: "year", to: "month", times: 12 },
  { from: "week", to: "day", times: 7 },
  { from: "fortnight", to: "week", times: 2 },
  { from: "fortnight", to: "day", times: 14 },
] as const;
/** Larger ones are seldom written in words. */
const MAX_IN_WORDS = 100;
const FORTNIGHT = /\ba fortnight\b/iu;

/** Numbers in digits and in words, durations in other units, dates by month's name and by figures. */
export function numberFormsOf(text: string): NumberForms[] {
  const dates = datesOf(text);
  const forms = dates.flatMap(({ start, end, value: { year, month, day, isAmbiguous } }): NumberForms[] => {
    if (year === undefined || month === undefined || day === undefined || isAmbiguous) return [];
    const name = [...MONTHS][month - 1]!;
    const figures = [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
    return [{ written: text.slice(start, end), others: [`${day} ${name} ${year}`, figures] }];
  });
  for (const { start, end, value } of numbersOf(text, dates)) {
    const unit = UNIT.exec(text.slice(end))?.groups?.unit?.toLowerCase();
    const written = text.slice(start, end);
    if (!Number.isInteger(value.value) || value.value < 0 || value.weak) continue;
    if (unit) forms.push(...durationForms(text.slice(start), written, value.value, unit));
    else if (value.unit !== "time") forms.push({ written, others: spellings(value.value, value.unit) });
  }
  if (FORTNIGHT.test(text))
    forms.push({ written: "fortnight", others: [...counted(2, "week"), ...counted(14, "day")] });
  return forms;
}

function durationForms(from: string, written: string, count: number, unit: string): NumberForms[] {
  const whole = `${written}${UNIT.exec(from.slice(written.length))![0]}`;
  const others = EXCHANGES.flatMap((exchange) => {
    if (unit === exchange.from) return counted(count * exchange.times, exchange.to);
    if (unit !== exchange.to || count % exchange.times !== 0) return [];
    const many = count / exchange.times;
    if (exchange.from === "fortnight") return many === 1 ? ["fortnight"] : [];
    return counted(many, exchange.from);
  });
  return [{ written: whole, others: [...counted(count, unit), ...others] }];
}

function counted(count: number, unit: string): string[] {
  return spellings(count, "plain").map((number) => `${number} ${unit}s`);
}

function spellings(value: number, unit: NumberValue["unit"]): string[] {
  if (unit === "ordinal") return [String(value)];
  const words = inWords(value);
  return words === null ? [String(value)] : [String(value), words];
}

/** `null` for numbers that are seldom written in words. */
function inWords(value: number): string | null {
  for (const [size, name] of [
    [1e6, "million"],
    [1e3, "thousand"],
    [1e2, "hundred"],
  ] as const) {
    if (value < size || value % size !== 0) continue;
    const count = inWords(value / size);
    return count === null ? null : `${count} ${name}`;
  }
  if (value > MAX_IN_WORDS) return null;
  if (value < SMALL_NUMBERS.length) return SMALL_NUMBERS[value]!;
  const ten = TENS[Math.floor(value / 10) - 2]!;
  return value % 10 === 0 ? ten : `${ten}-${SMALL_NUMBERS[value % 10]}`;
}
