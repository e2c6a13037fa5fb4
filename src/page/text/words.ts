import type { Citation, Location, StaleFile } from "../../contract/answer.js";
import { singleSpaced } from "../../core/text.js";
import { count } from "../../core/wording.js";

/** `lines 12–14`, with page and row where there are any. */
export function placeOf({ line_start, line_end, page, page_label, row }: Location): string {
  const lines = line_start === line_end ? `line ${line_start}` : `lines ${line_start}–${line_end}`;
  return [...(page === null ? [] : [`p. ${page_label ?? page}`]), ...(row === null ? [] : [`row ${row}`]), lines].join(
    ", ",
  );
}

/** `Section › Subsection`; a section that only repeats the title is left out. */
export function sectionOf({ title, section }: Pick<Location, "title" | "section">): string {
  return section.filter((name, index) => !(index === 0 && name === title)).join(" › ");
}

export function titleOf({ title, path }: { readonly title: string; readonly path: string }): string {
  return title === "" ? path : title;
}

/** A quote with where it stands, as one writes it down. */
export function quoteWithSource(citation: Citation): string {
  const section = sectionOf(citation);
  const parts = [titleOf(citation), ...(section === "" ? [] : [section]), placeOf(citation), citation.path];
  return `“${singleSpaced(citation.quote)}” (${parts.join(", ")})`;
}

/** `a.md changed, b.md deleted and 3 more`. */
export function staleWords(stale: readonly StaleFile[]): string {
  const named = stale.slice(0, STALE_NAMED).map(({ path, change }) => `${path} ${change}`);
  const more = stale.length > named.length ? ` and ${stale.length - named.length} more` : "";
  return `${count(stale.length, "file")} ${stale.length === 1 ? "differs" : "differ"} from the index: ${named.join(", ")}${more}.`;
}

const STALE_NAMED = 3;

/** `9 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `87%`; what is not certain is never said to be. */
export function percentOf(probability: number): string {
  return probability > 0.99 && probability < 1 ? "over 99%" : `${Math.round(probability * 100)}%`;
}

/** `20 s`, `3 min`. */
export function timeLeft(seconds: number): string {
  return seconds < LONG_SECONDS ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

const LONG_SECONDS = 100;

/** In the reader's own zone and language. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** `870 bytes`, `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
