import type { Coverage, SkippedFile } from "../../contract/answer.js";
import { printableLine } from "../../core/text.js";
import { count, moment, staleLine, unreadWords } from "../../core/wording.js";
import type { Style } from "./style.js";

/**
 * What was searched and, where nothing was `found`, how much could not be: the files themselves are named once, after a
 * build, and by `footnote status`. Whether the index is behind is said by `staleWarning`.
 * @param isSearched whether anything was searched for [true]
 */
export function coverageLines(coverage: Coverage, found: boolean, style: Style, isSearched = true): string[] {
  const { documents_searched, skipped, stale, indexed_at } = coverage;
  const unread = found ? null : unreadWords(skipped);
  const unknown = `Its folder is not here, so nothing is known of changes since ${moment(indexed_at)}.`;
  return [
    ...(isSearched ? [`Searched ${count(documents_searched, "document")}.`] : []),
    ...(unread === null ? [] : [`${unread}; footnote status says why.`]),
    ...(stale === null ? [unknown] : []),
  ].map(style.faint);
}

/** That the index is behind, with what mends it; empty where it isn't. @param asked what was asked */
export function staleWarning(
  coverage: Parameters<typeof staleLine>[0],
  asked: { readonly settings: { readonly server: string }; readonly collections: readonly { readonly name: string }[] },
): string {
  const names = asked.collections.map(({ name }) => ` --in ${name}`);
  return staleLine(coverage, asked.settings.server, `footnote index${names.join("")}`);
}

/** The files that were set aside, and why. @param limit how many are named */
export function skippedLines(skipped: readonly SkippedFile[], limit: number): string[] {
  const lines = skipped
    .slice(0, limit)
    .map(({ path, reason }) => `Skipped ${printableLine(path)}: ${printableLine(reason)}`);
  const more = skipped.length - limit;
  return more > 0 ? [...lines, `… and ${more.toLocaleString("en")} more skipped: see footnote status`] : lines;
}
