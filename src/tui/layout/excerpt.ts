import type { RankedPassage } from "../../contract/answer.js";
import type { Span } from "../../core/spans.js";
import { highlightSpans } from "../document-view.js";
import { columnsOf, type Line, type Segment, seg, wrap } from "../lines.js";
import { sanitize } from "../sanitize.js";

const EXCERPT_ROWS = 2;
/** Text kept before a highlight that stands beyond the first rows. */
const LEAD_CHARACTERS = 30;

/** The first rows of a passage, or those around its first highlight where that stands further down. */
export function excerptOf(passage: RankedPassage, width: number, indent: Line): Line[] {
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
