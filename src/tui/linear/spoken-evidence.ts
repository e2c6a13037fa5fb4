import type { Location } from "../../contract/answer.js";
import type { Evidence } from "../evidence.js";
import { sanitizeProse } from "../sanitize.js";
import { sectionsOf, titleOf } from "../words.js";

const EXCERPT_CHARACTERS = 160;

/** A source with its quote and what stands around it. */
export function evidenceSpoken(evidence: Evidence): string[] {
  const around = evidence.kind === "citation" ? evidence.passage?.text : evidence.source.text;
  const quote = evidence.kind === "citation" ? [`Quote: ${sanitizeProse(evidence.source.quote)}`] : [];
  const name = nameOf(evidence);
  const passage = around === undefined ? [] : [`Whole passage: ${sanitizeProse(around)}`];
  return [sourceSpoken(evidence), ...quote, ...passage, `End of ${name.toLowerCase()}.`];
}

/** Where a source stands and, of a passage, its beginning. */
export function sourceSpoken(evidence: Evidence): string {
  const { source } = evidence;
  const excerpt = evidence.kind === "passage" ? `: ${excerptOf(evidence.source.text)}` : ".";
  return `${nameOf(evidence)}: ${[titleOf(source), ...sectionSpoken(source), ...placeSpoken(source)].join(", ")}${excerpt}`;
}

function nameOf({ kind, number }: Evidence): string {
  return kind === "citation" ? `Source ${number}` : `Passage ${number}`;
}

function sectionSpoken(location: Location): string[] {
  const last = sectionsOf(location).at(-1);
  return last === undefined ? [] : [`section ${last}`];
}

function placeSpoken({ path, line_start, line_end, page, page_label }: Location): string[] {
  const lines = line_start === line_end ? `line ${line_start}` : `lines ${line_start} to ${line_end}`;
  const at = page === null ? lines : `page ${page_label === null ? page : sanitizeProse(page_label)}`;
  return [`file ${sanitizeProse(path)}`, at];
}

function excerptOf(text: string): string {
  const flat = Array.from(sanitizeProse(text));
  return flat.length <= EXCERPT_CHARACTERS ? flat.join("") : `${flat.slice(0, EXCERPT_CHARACTERS).join("")} and so on.`;
}
