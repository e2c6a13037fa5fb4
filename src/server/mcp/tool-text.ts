/** What a model reads of an answer: quotes word for word, each with its place and the passage to read on in. */
import type { Citation, Coverage, Location, RankedPassage } from "../../contract/answer.js";
import { oneLine, printableLine } from "../../core/text.js";
import { count, heading, place, staleLine } from "../../core/wording.js";

const SKIPPED_SHOWN = 5;

/** `contracts/lease.txt:3 (page 2), Lease › Notice, passage 1f2e`. */
export function source(location: Location, passageId: string): string {
  return [place(location), heading(location), `passage ${passageId}`].filter((part) => part !== "").join(", ");
}

export function citedText(citation: Citation): string {
  return `"${oneLine(citation.quote)}"\n  ${source(citation, citation.passage_id)}`;
}

export function passageText(passage: RankedPassage): string {
  return `${passage.rank}. ${source(passage, passage.id)}\n"${oneLine(passage.text)}"`;
}

/** What was searched, what could not be, and whether the index is behind its folder. */
export function coverageText({ documents_searched, skipped, stale }: Coverage): string {
  const named = skipped.slice(0, SKIPPED_SHOWN).map(({ path, reason }) => printableLine(`${path} (${reason})`));
  const more = skipped.length > SKIPPED_SHOWN ? ` and ${skipped.length - SKIPPED_SHOWN} more` : "";
  return [
    `Searched ${count(documents_searched, "document")}.`,
    ...(named.length > 0 ? [`Not searched, as they could not be read: ${named.join("; ")}${more}.`] : []),
    staleLine(stale),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
