import type { Block, BlockKind, Document } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";
import { sentenceBreaks } from "./sentence-breaks.js";

export type SentenceKind = Exclude<BlockKind, "rule">;

/** A sentence and the kind of block that it stands in. */
export interface Sentence extends Span {
  readonly kind: SentenceKind;
}

/** The sentences of a document's text in order; with the rules between them they hold every non-white character. */
export function splitSentences({ text, blocks }: Pick<Document, "text" | "blocks">): Sentence[] {
  return blocks.flatMap((block) => sentencesOf(text, block));
}

/**
 * The sentences of a block: spans of `text` without outer white space, in order. A heading and a table row are one
 * sentence each, code is one a run of lines, and a rule has none.
 */
export function sentencesOf(text: string, block: Block): Sentence[] {
  const { kind } = block;
  if (kind === "rule") return [];
  const content = text.slice(block.start, block.end);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const to of [...breaksOf(kind, content), content.length]) {
    const piece = content.slice(from, to);
    const trimmed = piece.trim();
    if (trimmed !== "") {
      const start = block.start + from + piece.length - piece.trimStart().length;
      sentences.push({ ...span(start, start + trimmed.length), kind });
    }
    from = to;
  }
  return sentences;
}

function breaksOf(kind: SentenceKind, content: string): number[] {
  switch (kind) {
    case "heading":
    case "table_row":
      return [];
    case "code":
      return Array.from(content.matchAll(/(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+/g), (match) => match.index);
    default:
      return sentenceBreaks(content);
  }
}
