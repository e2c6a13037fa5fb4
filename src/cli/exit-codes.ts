import type { StaleFile } from "../contract/answer.js";

/** What a search command ends with: 0 found, 1 not found, and 3 or 5 when the index is behind its folder. */
export function exitCodeOf(found: boolean, stale: readonly StaleFile[] | null): number {
  if (stale && stale.length > 0) return found ? 3 : 5;
  return found ? 0 : 1;
}

/** From best to worst: what failed weighs more than what was not found, and that more than a stale index. */
const FROM_BEST = [0, 3, 1, 5, 2];

/** What a command ends with that answered several questions. */
export function worseOf(one: number, other: number): number {
  return FROM_BEST.indexOf(one) >= FROM_BEST.indexOf(other) ? one : other;
}

/** What each exit code means, for the reference. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, "Found; done."],
  [1, "Not found; not all supported or valid; a limit of `footnote eval --fail-under` is passed."],
  [
    2,
    "Wrong use, or something failed: standard error says what, and what to do. A check of `footnote doctor` has failed.",
  ],
  [3, "Found, but the index is behind its folder; `footnote status`: files have changed."],
  [4, "The index is missing, damaged, locked by another process, or made with another model or other settings."],
  [5, "Not found, and the index is behind its folder."],
  [130, "Interrupted by Ctrl-C or SIGTERM."],
];
