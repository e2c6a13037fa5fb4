import type ICAL from "ical.js";

const WITH_WEEKDAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const DAY = format({ day: "numeric", month: "long", year: "numeric" });

function format(parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" });
}

/**
 * `Tuesday, 3 March 2026, 10:00 to 11:30 (Europe/Berlin)`.
 * @param end exclusive; `null` where there is none
 * @param zone its name; empty where the time is that of wherever one is
 */
export function timesInWords(start: ICAL.Time, end: ICAL.Time | null, zone: string): string {
  const first = weekdayOf(start);
  if (start.isDate) {
    const last = end?.clone();
    last?.adjust(-1, 0, 0, 0);
    if (!last || last.compare(start) <= 0) return `${first}, all day`;
    return `${first} to ${weekdayOf(last)}, all day`;
  }
  const where = zone === "" ? "" : ` (${zone})`;
  const from = `${first}, ${clockOf(start)}`;
  if (!end || end.compare(start) === 0) return `${from}${where}`;
  const until = weekdayOf(end) === first ? clockOf(end) : `${weekdayOf(end)}, ${clockOf(end)}`;
  return `${from} to ${until}${where}`;
}

/** `3 March 2026`. */
export function dayOf(time: ICAL.Time): string {
  return DAY.format(asUtc(time));
}

/** `Monday, Wednesday and Friday`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function weekdayOf(time: ICAL.Time): string {
  return WITH_WEEKDAY.format(asUtc(time)).replace(/^(\w+) /, "$1, ");
}

function clockOf({ hour, minute }: ICAL.Time): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function asUtc({ year, month, day }: ICAL.Time): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}
