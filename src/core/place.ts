import type { Location } from "./answer.js";
import { oneLine, shorten } from "./one-line.js";
import { printableLine } from "./printable.js";

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
