import { extname } from "node:path";
import { documentsNamed } from "./wording.js";

/** Between a file and what it holds. */
export const WITHIN = " › ";

/** The path of a file that another one holds: `mail.eml › offer.pdf`. */
export function containedPath(holder: string, name: string): string {
  return `${holder}${WITHIN}${name}`;
}

/** The path of the file of the corpus that a document is read from, by the document's. */
export function holderOf(path: string): string {
  return path.split(WITHIN, 1)[0]!;
}

/** Whether a path is of what a file holds, and not of a file of the corpus. */
export function isContained(path: string): boolean {
  return path.includes(WITHIN);
}

/** A path within the file that holds it; a file's own path, if none does. */
export function innerPath(path: string): string {
  return path.split(WITHIN).at(-1)!;
}

/** The files that hold what a path names, the innermost last. */
export function holdersOf(path: string): string[] {
  const parts = path.split(WITHIN);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join(WITHIN));
}

/** The ending of a file or of what one holds, in lower case with its dot; empty without one. */
export function endingOf(path: string): string {
  return extname(innerPath(path)).toLowerCase();
}

/** `it has no text of its own, but holds b.pdf (a.zip › b.pdf)`: of a file of the corpus that is no document; `null` of any other. */
export function heldWords(
  file: string,
  documents: readonly { readonly title: string; readonly path: string }[],
): string | null {
  const held = documents
    .filter(({ path }) => holdersOf(path).includes(file))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return held.length === 0 ? null : `it has no text of its own, but holds ${documentsNamed(held)}`;
}
