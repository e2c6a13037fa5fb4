import type ICAL from "ical.js";
import { dayOf, listed } from "./event-times.js";

const UNITS: Readonly<Record<string, string>> = {
  SECONDLY: "second",
  MINUTELY: "minute",
  HOURLY: "hour",
  DAILY: "day",
  WEEKLY: "week",
  MONTHLY: "month",
  YEARLY: "year",
};
const DAYS: Readonly<Record<string, string>> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const ORDINALS = ["first", "second", "third", "fourth", "fifth"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A rule of recurrence (RFC 5545) in words: `every 2 weeks on Monday and Friday until 30 June 2026`. */
export function recurrenceInWords(rule: ICAL.Recur): string {
  const unit = UNITS[rule.freq] ?? "time";
  const every = rule.interval > 1 ? `every ${rule.interval} ${unit}s` : `every ${unit}`;
  const parts = rule.parts as Readonly<Record<string, readonly (string | number)[] | undefined>>;
  const days = (parts.BYDAY ?? []).map((day) => dayInWords(String(day)));
  const dates = (parts.BYMONTHDAY ?? []).map((day) => (Number(day) < 0 ? "last day" : `day ${day}`));
  const months = (parts.BYMONTH ?? []).flatMap((month) => MONTHS[Number(month) - 1] ?? []);
  return [
    every,
    ...(days.length > 0 ? [`on ${listed(days)}`] : []),
    ...(dates.length > 0 ? [`on ${listed(dates)}`] : []),
    ...(months.length > 0 ? [`in ${listed(months)}`] : []),
    ...(rule.until ? [`until ${dayOf(rule.until)}`] : []),
    ...(rule.count ? [`${rule.count} times`] : []),
  ].join(" ");
}

/** `MO`, `2TU`, `-1FR`. */
function dayInWords(day: string): string {
  const [, number = "", name = ""] = /^([+-]?\d*)([A-Z]{2})$/.exec(day) ?? [];
  const named = DAYS[name] ?? day;
  if (number === "") return named;
  const ordinal = Number(number) === -1 ? "last" : (ORDINALS[Number(number) - 1] ?? `${number}th`);
  return `the ${ordinal} ${named}`;
}
