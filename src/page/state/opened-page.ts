import type { PageView } from "../../contract/documents.js";
import { printableLine } from "../../core/text.js";
import { openEvidence } from "./opened-evidence.js";
import type { State } from "./state.js";

/** Which page of which document is open. */
export interface OpenPage {
  readonly documentId: string;
  readonly number: number;
  readonly count: number;
  /** The page where the evidence stands; the first one without any. */
  readonly home: number;
}

type Known = Pick<State, "route" | "outcomes" | "words" | "reports" | "places" | "texts">;

/** The page that the address asks for, whether it is shown or its text; `null` where the document has none. */
export function openPage(state: Known): OpenPage | null {
  const opened = openEvidence(state);
  const count = pageCount(state);
  if (opened === null || opened.documentId === null || count === null) return null;
  const home = Math.min(opened.page ?? 1, count);
  return { documentId: opened.documentId, number: Math.min(state.route.page ?? home, count), count, home };
}

/** How many pages the document has that is open; `null` where it has none, or isn't known yet. */
export function pageCount(state: Known): number | null {
  const documentId = openEvidence(state)?.documentId;
  const text = documentId ? state.texts[documentId] : undefined;
  return text?.kind === "loaded" ? text.value.pages : null;
}

export function pageKey(documentId: string, number: number): string {
  return `${documentId} ${number}`;
}

/** What a page is called: `page 7`, `page 9 (iv)`, `slide 3`, `sheet 2 (Budget)`. */
export function pageWords({ number, label, unit, picture }: PageView): string {
  const kind = unit === "cells" ? "sheet" : unit === "points" && picture === null ? "slide" : "page";
  return `${kind} ${number}${label === null || label === String(number) ? "" : ` (${printableLine(label)})`}`;
}

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];

export function zoomed(zoom: number, by: -1 | 0 | 1): number {
  if (by === 0) return 1;
  return ZOOMS[Math.min(Math.max(ZOOMS.indexOf(zoom) + by, 0), ZOOMS.length - 1)] ?? 1;
}
