import type { Location, StaleFile } from "../contract/answer.js";
import { count } from "../core/wording.js";
import { sanitizeProse } from "./terminal/sanitize.js";

/** `terms.md:12-14`, with the page where there is one. */
export function placeOf({ path, line_start, line_end, page, page_label }: Location): string {
  const lines = line_start === line_end ? `${line_start}` : `${line_start}-${line_end}`;
  const place = `${sanitizeProse(path)}:${lines}`;
  return page === null ? place : `${place} (p. ${page_label === null ? page : sanitizeProse(page_label)})`;
}

/** `Title › Section › Subsection`; a section that only repeats the title is left out. */
export function headingOf(location: Location): string {
  return [titleOf(location), ...sectionsOf(location)].join(" › ");
}

/** The sections that hold a place, without a first one that only repeats the title. */
export function sectionsOf(location: Location): string[] {
  const title = titleOf(location);
  return location.section.map(sanitizeProse).filter((name, index) => !(index === 0 && name === title));
}

export function titleOf({ title, path }: Location): string {
  return sanitizeProse(title === "" ? path : title);
}

/** `3 files changed (a.md, b.md, …)`, or `null` when the index is up to date or can't be compared. */
export function staleWords(stale: readonly StaleFile[] | null): string | null {
  if (stale === null || stale.length === 0) return null;
  const named = stale.slice(0, 3).map(({ path, change }) => `${sanitizeProse(path)} ${change}`);
  const more = stale.length > named.length ? `, and ${stale.length - named.length} more` : "";
  return `${count(stale.length, "file")} differ${stale.length === 1 ? "s" : ""} from the index: ${named.join(", ")}${more}. /index updates it.`;
}

/** `0:05`, `12:30`, `1:02:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = `${hours > 0 ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** `9 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** ISO time as `2026-01-31 14:05` UTC, so that it reads the same on every machine. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? sanitizeProse(iso) : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
