import type { Span } from "../../core/spans.js";
import type { Token } from "../terminal/theme.js";

/** What is marked in an open document. */
export interface Marks {
  /** Lines of the passage, 0-based, end-exclusive. */
  readonly lines: { readonly from: number; readonly to: number } | null;
  /** Cited characters, in order. */
  readonly quotes: readonly Span[];
  /** What a search has found, in order; and the place among them that it has gone to. */
  readonly matches: readonly Span[];
  readonly match: number;
  /** `moved`: found elsewhere in the document; `lost`: not in it any more. */
  readonly state: "exact" | "moved" | "lost";
}

interface MarkedPiece {
  readonly from: number;
  readonly to: number;
  readonly token: Token;
}

/** The text from `start` to `end` in pieces that are marked alike: what was searched for over what is cited. */
export function tokensWithin(start: number, end: number, { quotes, matches, match }: Marks): readonly MarkedPiece[] {
  const quoted = within(quotes, start, end);
  const found = within(matches, start, end);
  const edges = [...quoted, ...found].flatMap((mark): number[] => [mark.start, mark.end]);
  const cuts = [...new Set([start, ...edges.filter((edge) => edge > start && edge < end), end])].sort((a, b) => a - b);
  const current = matches[match];
  const tokenAt = (at: number): Token => {
    const hit = found.find((one) => one.start <= at && at < one.end);
    if (hit !== undefined) return hit === current ? "match_current" : "match";
    return quoted.some((one) => one.start <= at && at < one.end) ? "quote" : "text";
  };
  return cuts.slice(0, -1).map((from, index) => ({ from, to: cuts[index + 1] as number, token: tokenAt(from) }));
}

/** Those of some spans in order that reach into a stretch of text. */
function within(spans: readonly Span[], start: number, end: number): readonly Span[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).end <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < spans.length && (spans[last] as Span).start < end) last++;
  return spans.slice(low, last);
}
