import { splitsPair } from "../../core/offsets.js";
import { type Span, span } from "../../core/spans.js";

const CHUNK_CHARACTERS = 6_000;

/**
 * Cuts a text into pieces that are drawn as blocks of their own, so that only those near the reader need be drawn:
 * at line ends where there are any, then at spaces, and never within a `whole` span or a surrogate pair.
 * Together they are the text.
 */
export function chunkText(text: string, whole: readonly Span[] = [], size = CHUNK_CHARACTERS): Span[] {
  const chunks: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const end = beside(text, whole, start, cutBefore(text, start, start + size));
    chunks.push(span(start, end));
    start = end;
  }
  return chunks;
}

function cutBefore(text: string, start: number, limit: number): number {
  if (limit >= text.length) return text.length;
  const half = start + (limit - start) / 2;
  for (const separator of ["\n", " "]) {
    const at = text.lastIndexOf(separator, limit - 1) + 1;
    if (at > half) return at;
  }
  return splitsPair(text, limit) ? limit + 1 : limit;
}

function beside(text: string, whole: readonly Span[], start: number, cut: number): number {
  let at = cut;
  for (;;) {
    const split = whole.find((kept) => kept.start < at && at < kept.end);
    if (split === undefined) return at;
    const line = text.lastIndexOf("\n", split.start - 1) + 1;
    const isFree = line > start && !whole.some((kept) => kept.start < line && line < kept.end);
    if (isFree) return line;
    at = split.end;
  }
}

/** The chunk that holds a character; the last one for the text's end. */
export function chunkAt(chunks: readonly Span[], index: number): number {
  const found = chunks.findIndex(({ end }) => index < end);
  return found < 0 ? Math.max(0, chunks.length - 1) : found;
}
