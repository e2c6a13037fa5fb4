import type { Citation, RankedPassage } from "../../contract/answer.js";
import { SINCE_WORDS } from "../../core/conversation/recheck.js";
import { scoreRows } from "../../core/explanation-rows.js";
import type { Span } from "../../core/spans.js";
import { heading, place, sectionsOf } from "../../core/wording.js";
import { columnsOf, type Line, type Segment, seg, spread, truncateStart, wrap } from "../lines.js";
import { highlightSpans } from "../reader/document-view.js";
import { type Evidence, numberOf } from "../state/evidence.js";
import { sanitize, sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";
import { gutterOf, type Standing } from "./answer-lines.js";

const SAME_DOCUMENT = "same document";

/** A citation or a passage: where it stands and, of a passage, its beginning. @param before the one above it */
export function sourceLines(
  evidence: Evidence,
  before: Evidence | undefined,
  width: number,
  standing: Standing,
): readonly Line[] {
  const main: Token = standing === "selected" ? "selected" : "text";
  const where = sanitizeProse(place(evidence.source, true));
  const number =
    evidence.kind === "citation"
      ? seg(`[${numberOf(evidence)}] `, "citation")
      : seg(`${String(evidence.number).padStart(3)} `, "muted");
  const changed = evidence.kind === "citation" && evidence.since !== undefined ? SINCE_WORDS[evidence.since] : null;
  const since = changed === null ? [] : [seg(`${changed} · `, "warning")];
  const left: Line = [gutterOf(standing), number, ...since, ...headingSegments(evidence, before, main)];
  const row = spread(left, [seg(truncateStart(where, Math.floor(width / 2) - 4), "muted")], width);
  return evidence.kind === "citation" ? [row] : [row, ...excerptOf(evidence.source, width, [seg("      ")])];
}

/** A title is said once where the same document follows. */
function headingSegments({ kind, source }: Evidence, before: Evidence | undefined, main: Token): readonly Segment[] {
  const cell = kind === "citation" ? cellOf(source) : [];
  const isRepeated = before?.kind === kind && before.source.document_id === source.document_id;
  if (!isRepeated) return [seg([sanitizeProse(heading(source)), ...cell].join(" · "), main)];
  const sections = sectionsOf(source).map((name) => ` › ${sanitizeProse(name)}`);
  return [seg(SAME_DOCUMENT, main === "text" ? "muted" : main), seg([sections.join(""), ...cell].join(" · "), main)];
}

function cellOf({ row, column }: Pick<Citation, "row" | "column">): string[] {
  return [...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [sanitizeProse(column)])];
}

const EXCERPT_ROWS = 2;
/** Text kept before a highlight that stands beyond the first rows. */
const LEAD_CHARACTERS = 30;

/** The first rows of a passage, or those around its first highlight where that stands further down. */
function excerptOf(passage: RankedPassage, width: number, indent: Line): Line[] {
  const room = Math.max(20, (width - columnsOf(indent.map((segment) => segment.text).join(""))) * EXCERPT_ROWS);
  const spans = highlightSpans(passage);
  const firstAt = spans[0]?.start ?? 0;
  const firstEnd = spans[0]?.end ?? 0;
  const from =
    firstEnd > room - 2 && firstAt > LEAD_CHARACTERS ? wordStart(passage.text, firstAt - LEAD_CHARACTERS) : 0;
  const text = highlighted(passage.text, spans, from, from + room * 2);
  const rows = wrap(from > 0 ? [seg("… ", "muted"), ...text] : text, width, indent);
  if (rows.length <= EXCERPT_ROWS) return rows;
  const kept = rows.slice(0, EXCERPT_ROWS);
  return [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? [], width)];
}

/** Pieces of the passage's text between two string indexes, white space drawn as single spaces. */
function highlighted(source: string, spans: readonly Span[], from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  const push = (start: number, end: number, token: "muted" | "highlight") => {
    const flat = sanitize(source.slice(start, Math.min(end, to)).replace(/\s+/g, " "));
    const doubled = segments.length === 0 || segments.at(-1)?.text.endsWith(" ") === true;
    const text = doubled ? flat.trimStart() : flat;
    if (text !== "") segments.push(seg(text, token));
  };
  let at = from;
  for (const { start, end } of spans) {
    if (end <= at || start >= to) continue;
    push(at, Math.max(at, start), "muted");
    push(Math.max(at, start), end, "highlight");
    at = end;
  }
  push(at, source.length, "muted");
  return segments;
}

function wordStart(text: string, at: number): number {
  const space = text.slice(0, at).search(/\s\S*$/);
  return space === -1 ? at : space + 1;
}

function withEllipsis(row: Line, width: number): Line {
  const used = row.reduce((sum, segment) => sum + columnsOf(segment.text), 0);
  if (used + 2 <= width) return [...row, seg(" …", "muted")];
  const last = row.at(-1);
  if (last === undefined) return row;
  return [...row.slice(0, -1), seg(last.text.replace(/\s*\S{1,12}$/u, ""), last.token), seg(" …", "muted")];
}

const LABEL_COLUMNS = 10;
const VALUE_COLUMNS = 7;
const INDENT = "      ";

/** How a passage got its score, or the one that a citation was taken from; nothing where no explanation came with it. */
export function explanationLines(evidence: Evidence, width: number): Line[] {
  const passage = evidence.kind === "citation" ? evidence.passage : evidence.source;
  if (!passage?.explanation) return [];
  const hanging = [seg(`${INDENT}${" ".repeat(LABEL_COLUMNS + VALUE_COLUMNS)}`)];
  const rows = scoreRows(passage.score, passage.explanation).flatMap(({ label, value, note }) => {
    const lead = [seg(`${INDENT}${label.padEnd(LABEL_COLUMNS)}`, "muted"), seg(value.padEnd(VALUE_COLUMNS), "accent")];
    return wrap([seg(sanitizeProse(note), "muted")], width, lead, hanging);
  });
  if (evidence.kind === "passage") return rows;
  const part = seg(partOf(evidence.source, passage), "muted");
  return [...wrap([part], width, [seg(INDENT)]), ...rows];
}

/** What the cited sentence is to its passage, whose score it has no part of its own in but as its best sentence. */
function partOf(citation: Citation, { rank, explanation }: RankedPassage): string {
  const best = explanation?.sentence.text ?? "";
  const isBest = best.includes(citation.quote) || citation.quote.includes(best);
  return isBest
    ? `This sentence is the nearest to the question in passage ${rank}, which matched by:`
    : `This sentence goes with the nearest one of passage ${rank}, which matched by:`;
}
