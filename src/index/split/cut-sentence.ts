import { splitsPair } from "../../core/offsets.js";
import { type Span, trimmed } from "../../core/spans.js";
import type { TokenIds, Tokenizer } from "../../embedding/embedder.js";
import type { Sentence, SentenceKind } from "./sentences.js";

/** A sentence, or a piece of one that was too long, with its tokens. */
export interface TokenizedSentence extends Span {
  readonly kind: SentenceKind;
  readonly tokens: TokenIds;
}

export interface Budget {
  readonly tokens: number;
  /** UTF-16 length. */
  readonly characters: number;
}

/**
 * Tokenises a sentence; one over the budget is cut at white space, a table row rather between two cells, and what
 * has neither between two code points. Pieces are about equally long. Only a single code point can exceed the budget.
 */
export function fitSentence(
  text: string,
  sentence: Sentence,
  tokenizer: Tokenizer,
  budget: Budget,
): TokenizedSentence[] {
  const fitted: TokenizedSentence[] = [];
  const rest: Span[] = [sentence];
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    const length = piece.end - piece.start;
    // Anything so long is cut whatever its tokens are, so that a huge line is not tokenised over and over.
    const tokens = length <= budget.characters ? tokenizer.tokenize(text.slice(piece.start, piece.end)) : undefined;
    const parts = Math.ceil(Math.max(length / budget.characters, (tokens?.length ?? 0) / budget.tokens));
    const cut = parts > 1 ? cutPoint(text, piece, Math.floor(parts / 2) / parts, sentence.kind) : undefined;
    if (cut === undefined) {
      const { start, end } = piece;
      fitted.push({ start, end, kind: sentence.kind, tokens: tokens ?? tokenizer.tokenize(text.slice(start, end)) });
    } else rest.push(trimmed(text, cut, piece.end), trimmed(text, piece.start, cut));
  }
  return fitted;
}

/** Where to cut a trimmed span, nearest to `share` of its length; `undefined` if it is a single code point. */
function cutPoint(text: string, { start, end }: Span, share: number, kind: SentenceKind): number | undefined {
  const target = start + Math.max(1, Math.round((end - start) * share));
  if (kind === "table_row") {
    const cell = nearest(target, start + 1, end - 1, (index) => text[index - 1] === "|");
    if (cell !== undefined) return cell;
  }
  const word = nearest(target, start + 1, end - 1, (index) => /\s/.test(text[index]!));
  return word ?? nearest(target, start + 1, end - 1, (index) => !splitsPair(text, index));
}

/** The index from `low` to `high` that fits and is nearest to `target`. */
function nearest(target: number, low: number, high: number, fits: (index: number) => boolean): number | undefined {
  for (let distance = 0; target - distance >= low || target + distance <= high; distance++) {
    const before = target - distance;
    if (before >= low && before <= high && fits(before)) return before;
    const after = target + distance;
    if (after >= low && after <= high && fits(after)) return after;
  }
  return undefined;
}
