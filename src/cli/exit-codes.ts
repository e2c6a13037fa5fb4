import type { StaleFile } from "../core/answer.js";

/** What a search command ends with: 0 found, 1 not found, and 3 or 5 when the index is behind its folder. */
export function exitCodeOf(found: boolean, stale: readonly StaleFile[] | null): number {
  if (stale && stale.length > 0) return found ? 3 : 5;
  return found ? 0 : 1;
}
