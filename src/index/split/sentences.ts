import type { Block, BlockKind, Document } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";
import { BLANK_LINES } from "../../core/text.js";
import { sentenceBreaks } from "./sentence-breaks.js";

export type SentenceKind = Exclude<BlockKind, "rule">;

/** A sentence and the kind of block that it stands in. */
export interface Sentence extends Span {
  readonly kind: SentenceKind;
}

/** UTF-16 length. */
const LARGEST_PART = 1 << 18;

/** The sentences of a document's text in order; with the rules between them they hold every non-white character. */
export function splitSentences({ text, blocks }: Pick<Document, "text" | "blocks">): Sentence[] {
  return blocks.flatMap((block) => [...sentencesOf(text, block)]);
}

/**
 * The sentences of a block: spans of `text` without outer white space, in order. A heading and a table row are one
 * sentence each, code is one a run of lines, and a rule has none.
 */
export function* sentencesOf(text: string, { kind, start, end }: Block): Generator<Sentence> {
  if (kind === "rule") return;
  for (let at: number = start; at < end; ) {
    const partEnd = endOfPart(text, at, end, kind);
    yield* sentencesOfPart(text.slice(at, partEnd), at, kind);
    at = partEnd;
  }
}

/** A paragraph of many megabytes is taken in parts, as looking for its sentences keeps everything else waiting. */
function endOfPart(text: string, start: number, end: number, kind: SentenceKind): number {
  const limit = start + LARGEST_PART;
  if (limit >= end || kind === "heading" || kind === "table_row") return end;
  for (const mark of [". ", " "]) {
    const found = text.lastIndexOf(mark, limit);
    if (found > limit - LARGEST_PART / 2) return found + mark.length;
  }
  return /[\uDC00-\uDFFF]/.test(text[limit]!) ? limit - 1 : limit;
}

function* sentencesOfPart(content: string, offset: number, kind: SentenceKind): Generator<Sentence> {
  let from = 0;
  for (const to of [...breaksOf(kind, content), content.length]) {
    const piece = content.slice(from, to);
    const trimmed = piece.trim();
    if (trimmed !== "") {
      const start = offset + from + piece.length - piece.trimStart().length;
      yield { ...span(start, start + trimmed.length), kind };
    }
    from = to;
  }
}

function breaksOf(kind: SentenceKind, content: string): number[] {
  switch (kind) {
    case "heading":
    case "table_row":
      return [];
    case "code":
      return Array.from(content.matchAll(BLANK_LINES), (match) => match.index);
    default:
      return sentenceBreaks(content);
  }
}
