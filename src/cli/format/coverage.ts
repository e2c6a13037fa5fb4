import type { Coverage, SkippedFile } from "../../contract/answer.js";
import { printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import type { Style } from "./style.js";

export { staleLine } from "../../core/wording.js";

const SKIPPED_SHOWN = 3;

/** What was searched, and what was not and why. What has changed since is said by `staleLine`. */
export function coverageLines({ documents_searched, skipped, stale, indexed_at }: Coverage, style: Style): string[] {
  const unknown = `Its folder is not here, so nothing is known of changes since ${indexed_at}.`;
  return [
    `Searched ${count(documents_searched, "document")}.`,
    ...skippedLines(skipped, SKIPPED_SHOWN),
    ...(stale === null ? [unknown] : []),
  ].map(style.faint);
}

/** The files that were set aside, and why. @param limit how many are named */
export function skippedLines(skipped: readonly SkippedFile[], limit: number): string[] {
  const lines = skipped
    .slice(0, limit)
    .map(({ path, reason }) => `Skipped ${printableLine(path)}: ${printableLine(reason)}`);
  const more = skipped.length - limit;
  return more > 0 ? [...lines, `… and ${more.toLocaleString("en")} more skipped: see footnote status`] : lines;
}
