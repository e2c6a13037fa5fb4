import type { Span } from "../core/spans.js";

/** As much as is shown before the first highlight, in characters. */
const LEAD = 140;

/** Where an excerpt of a passage begins, so that its first highlight is seen: at the start, or at a word near it. */
export function excerptStart(text: string, highlights: readonly Span[]): number {
  const first = Math.min(...highlights.map(({ start }) => start));
  if (!Number.isFinite(first) || first <= LEAD) return 0;
  const space = text.slice(first - LEAD, first).search(/\s/);
  return space < 0 ? first : first - LEAD + space + 1;
}
