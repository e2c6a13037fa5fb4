import type { RankedPassage } from "../../contract/answer.js";
import type { DocumentSummary, DocumentText } from "../../contract/documents.js";
import type { CodePointOffset } from "../../contract/ids.js";
import { TextMap } from "../../core/offsets.js";
import { type Span, sliceSpan, span } from "../../core/spans.js";
import { EMPTY_LINE, type Line, type Segment, seg, wrap } from "../lines.js";
import type { Evidence } from "../state/evidence.js";
import { sanitize } from "../terminal/sanitize.js";
import { type Marks, tokensWithin } from "./mark-text.js";

/** A document opened for reading. */
export interface DocumentView {
  readonly document: DocumentSummary;
  readonly text: string;
  readonly map: TextMap;
}

export const NO_MARKS: Marks = { lines: null, quotes: [], matches: [], match: -1, state: "exact" };

export function viewOf({ document, text }: DocumentText): DocumentView {
  return { document, text, map: new TextMap(text) };
}

/** A citation is marked by its quote, a passage by its highlights; both by the lines of the passage. */
export function marksOf(view: DocumentView, evidence: Evidence): Marks {
  const { source } = evidence;
  const found = locate(view, source.start, evidence.kind === "citation" ? evidence.source.quote : evidence.source.text);
  if (found === null) return { ...NO_MARKS, state: "lost" };
  const quotes = evidence.kind === "citation" ? [found.span] : highlightSpans(evidence.source, found.span.start);
  const lines = view.map.linesOf(passageAround(view, evidence) ?? found.span);
  return { ...NO_MARKS, lines: { from: lines.start - 1, to: lines.end }, quotes, state: found.state };
}

/** The whole passage of a citation, when it still stands where the citation says. */
function passageAround(view: DocumentView, evidence: Evidence): Span | null {
  if (evidence.kind === "passage" || evidence.passage === undefined) return null;
  const found = locate(view, evidence.passage.start, evidence.passage.text);
  return found?.state === "exact" ? found.span : null;
}

/** A passage's highlights as string indexes, counted from where the passage stands in `from` [0]. */
export function highlightSpans({ text, highlights }: RankedPassage, from = 0): Span[] {
  const map = new TextMap(text);
  const at = (offset: CodePointOffset) => from + map.toUtf16(offset);
  return highlights.map(({ start, end }) => span(at(start), at(end)));
}

/** Where the text stands now: at its place, else at its nearest other occurrence. */
function locate(
  { text, map }: DocumentView,
  place: CodePointOffset,
  expected: string,
): { span: Span; state: "exact" | "moved" } | null {
  const start = map.toUtf16(place);
  const at = span(start, start + expected.length);
  if (sliceSpan(text, at) === expected) return { span: at, state: "exact" };
  const candidates = [text.lastIndexOf(expected, start), text.indexOf(expected, start)].filter((index) => index !== -1);
  if (candidates.length === 0 || expected === "") return null;
  const nearest = candidates.reduce((a, b) => (Math.abs(a - start) <= Math.abs(b - start) ? a : b));
  return { span: span(nearest, nearest + expected.length), state: "moved" };
}

/** Columns before a document's text: line number, space, mark. */
function gutterColumns(view: DocumentView): number {
  return Math.max(3, String(view.map.lineCount).length) + 2;
}

const rowCache = new WeakMap<Marks, Map<string, readonly Line[]>>();
const MAX_CACHED_LINES = 2_000;

/** The screen rows of one line of a document (0-based), at `width` columns with the gutter. */
export function rowsOfLine(view: DocumentView, marks: Marks, line: number, width: number): readonly Line[] {
  const cached = rowCache.get(marks);
  const cache = cached === undefined || cached.size > MAX_CACHED_LINES ? new Map<string, readonly Line[]>() : cached;
  rowCache.set(marks, cache);
  const key = `${view.document.id}:${line}:${width}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const rows = layOutLine(view, marks, line, width);
  cache.set(key, rows);
  return rows;
}

function layOutLine(view: DocumentView, marks: Marks, line: number, width: number): readonly Line[] {
  const { start, end } = view.map.lineSpan(line + 1) ?? span(view.text.length, view.text.length);
  const inPassage = marks.lines !== null && line >= marks.lines.from && line < marks.lines.to;
  const mark = seg(inPassage ? "▌" : " ", "passage");
  const digits = gutterColumns(view) - 2;
  const number = seg(`${String(line + 1).padStart(digits)} `, inPassage ? "passage" : "muted");
  const blank = seg(" ".repeat(digits + 1));
  return wrap(markedText(view.text, start, end, marks), width, [number, mark], [blank, mark]);
}

function markedText(text: string, start: number, end: number, marks: Marks): Line {
  const segments: Segment[] = [];
  let column = 0;
  for (const { from, to, token } of tokensWithin(start, end, marks)) {
    const safe = sanitize(text.slice(from, to), column);
    column += safe.length;
    segments.push(seg(safe, token));
  }
  return segments.length === 0 ? EMPTY_LINE : segments;
}
