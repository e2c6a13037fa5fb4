/** When a mail was sent, by the clock of whoever sent it. */
export interface SentAt {
  /** With its zone: `2026-03-03T10:15:00+01:00`. */
  readonly iso: string;
  /** `Tuesday, 3 March 2026, 10:15 (UTC+01:00)`. */
  readonly words: string;
}

const WORDS = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** Reads the date of a mail's header, or an ISO 8601 time; `null` for what is neither. */
export function sentAt(written: string): SentAt | null {
  const time = Date.parse(written.replace(/\(.*\)\s*$/, "").trim());
  if (Number.isNaN(time)) return null;
  const [, sign = "+", hours = "00", minutes = "00"] = /([+-])(\d\d):?(\d\d)\s*(?:\(.*\))?\s*$/.exec(written) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const local = new Date(time + offset * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  const clock = local.toISOString().slice(0, 19);
  const zone = offset === 0 ? "Z" : `${sign}${hours}:${minutes}`;
  const words = WORDS.format(local).replace(/^(\w+) /, "$1, ");
  return { iso: `${clock}${zone}`, words: `${words}, ${clock.slice(11, 16)} (UTC${offset === 0 ? "" : zone})` };
}
