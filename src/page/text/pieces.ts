import { type Span, span } from "../../core/spans.js";

/** A run of text that is drawn one way. */
interface Piece<Mark extends Span> extends Span {
  /** `null` for text that is not marked. */
  readonly mark: Mark | null;
}

/** Cuts `range` at the marks' borders. Where marks overlap the first of the list wins. */
export function textPieces<Mark extends Span>(range: Span, marks: readonly Mark[]): Piece<Mark>[] {
  const borders = marks.flatMap(({ start, end }) => [start, end]).filter((at) => range.start < at && at < range.end);
  const cuts = [...new Set([range.start, ...borders, range.end])].sort((a, b) => a - b);
  const pieces: Piece<Mark>[] = [];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1] ?? range.end;
    const mark = marks.find((candidate) => candidate.start <= start && end <= candidate.end) ?? null;
    const last = pieces.at(-1);
    // Text that one mark covers stays in one piece, wherever weaker marks begin.
    if (last !== undefined && last.mark === mark) pieces[pieces.length - 1] = { ...last, end: span(start, end).end };
    else pieces.push({ ...span(start, end), mark });
  }
  return pieces;
}

/** As much as is shown before the first highlight, in characters. */
const LEAD = 140;

/** Where an excerpt of a passage begins, so that its first highlight is seen: at the start, or at a word near it. */
export function excerptStart(text: string, highlights: readonly Span[]): number {
  const first = Math.min(...highlights.map(({ start }) => start));
  if (!Number.isFinite(first) || first <= LEAD) return 0;
  const space = text.slice(first - LEAD, first).search(/\s/);
  return space < 0 ? first : first - LEAD + space + 1;
}
