import { FootnoteError } from "../core/errors/errors.js";
import { type Span, sliceSpan, span } from "../core/spans.js";
import { locate } from "../search/answer/cite.js";
import type { Sources } from "../search/library.js";
import type { IndexReader, StoredPassage } from "../store/index-store.js";
import type { PassageInContext } from "./assistant.js";

/** The passage with the text of its document around it: up to where the passages reach that stand `context` away. */
export async function passageInContext(
  passage: StoredPassage,
  reader: IndexReader,
  sources: Sources,
  context: number,
): Promise<PassageInContext> {
  const source = await sources.get(passage.documentId);
  if (!source) throw new FootnoteError("passage_unknown", { id: passage.id });
  const siblings = await reader.passagesOf(passage.documentId);
  const first = siblings[Math.max(0, passage.ordinal - context)] ?? passage;
  const last = siblings[Math.min(siblings.length - 1, passage.ordinal + context)] ?? passage;
  const before = span(Math.min(first.start, passage.start), passage.start);
  const after = span(passage.end, Math.max(last.end, passage.end));
  return {
    id: passage.id,
    ...locate(source, passage, passage),
    text: sliceSpan(source.text, passage),
    before: sliceSpan(source.text, before),
    after: sliceSpan(source.text, after),
  };
}

/** The passage that holds most of a line, or else the one that stands nearest; `null` without passages. */
export function nearestPassage(passages: readonly StoredPassage[], line: Span): StoredPassage | null {
  let best: StoredPassage | null = null;
  let bestShare = Number.NEGATIVE_INFINITY;
  for (const passage of passages) {
    // Characters in common; for a passage apart, less than none: the gap.
    const share = Math.min(passage.end, line.end) - Math.max(passage.start, line.start);
    if (share > bestShare) {
      best = passage;
      bestShare = share;
    }
  }
  return best;
}
