import { printable } from "../core/text.js";
import type { Evidence } from "./evidence.js";
import { headingOf, placeOf } from "./words.js";

/** What is copied of a piece of evidence: its words as they stand in the document, without what controls terminals. */
export function quoteOf({ kind, source }: Evidence): string {
  return printable(kind === "citation" ? source.quote : source.text);
}

/** The same with where it stands. */
export function citedQuoteOf(evidence: Evidence): string {
  return `“${quoteOf(evidence).trim()}”\n— ${headingOf(evidence.source)}, ${placeOf(evidence.source)}\n`;
}
