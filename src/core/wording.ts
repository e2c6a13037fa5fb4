import type { Location, StaleFile } from "../contract/answer.js";
import { oneLine, printableLine, shorten } from "./text.js";

/** A number with its noun, in words for people: `1 file`, `1,204 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** `path:line (page 7)`, on one line. */
export function place(location: Location): string {
  const page = location.page === null ? "" : ` (${pageName(location)})`;
  return `${printableLine(location.path)}:${location.line_start}${page}`;
}

/** `page 7`, by the name that the document gives it. */
export function pageName({ page, page_label }: Pick<Location, "page" | "page_label">): string {
  return `page ${page_label ?? page}`;
}

/** The document's title and the sections that hold the place, each name once: `Lease › Notice`; empty where it has none. */
export function heading({ title, section }: Location): string {
  const names = [title, ...section].map(oneLine).filter((name, i, all) => name !== "" && all.indexOf(name) === i);
  return names.length > 0 ? shorten(names.join(" › "), 100) : "";
}

const STALE_SHOWN = 3;

/**
 * One line that says that the index is behind its folder; empty when it isn't.
 * @param server whose index it is; empty for the one on this machine
 */
export function staleLine(stale: readonly StaleFile[] | null, server = ""): string {
  if (!stale || stale.length === 0) return "";
  const names = stale.slice(0, STALE_SHOWN).map(({ path, change }) => `${printableLine(path)} ${change}`);
  const more = stale.length > STALE_SHOWN ? ` and ${stale.length - STALE_SHOWN} more` : "";
  const change = `out of date (${names.join(", ")}${more}).`;
  return server === "" ? `The index is ${change} Update it: footnote index` : `The index of ${server} is ${change}`;
}

/** What is said of a question that was given to be verified; `null` for a statement. */
export function askedRemark(sentence: string): string | null {
  if (!/[?？؟]["'”’»)\]]*\s*$/u.test(sentence)) return null;
  return "This is a question, and only statements are checked: put it as one, or ask it.";
}
