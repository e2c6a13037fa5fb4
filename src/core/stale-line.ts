import type { StaleFile } from "./answer.js";
import { printableLine } from "./printable.js";

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
