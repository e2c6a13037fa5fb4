import type { TextQuoteSelector } from "../../contract/answer.js";
import { type Span, span } from "../../core/spans.js";

/** Places looked at, for a quote that a long text repeats again and again. */
const MAX_PLACES = 10_000;

export interface FoundQuote extends Span {
  /** Characters of the selector's prefix and suffix that stand around it there. */
  readonly agreement: number;
}

/**
 * Where a text holds a quote: where most of what stood around it still does, else nearest to where it was. `null` where
 * it does not.
 * @param near UTF-16 index
 */
export function findQuote(
  text: string,
  quote: string,
  around: Pick<TextQuoteSelector, "prefix" | "suffix"> | undefined,
  near: number,
): FoundQuote | null {
  if (quote === "") return null;
  let best: FoundQuote | null = null;
  let places = 0;
  for (let at = text.indexOf(quote); at >= 0 && places < MAX_PLACES; at = text.indexOf(quote, at + 1), places++) {
    const end = at + quote.length;
    const agreement = around ? commonEnd(text.slice(0, at), around.prefix) + commonStart(text, end, around.suffix) : 0;
    const isBetter =
      best === null ||
      agreement > best.agreement ||
      (agreement === best.agreement && Math.abs(at - near) < Math.abs(best.start - near));
    if (isBetter) best = { ...span(at, end), agreement };
  }
  return best;
}

function commonEnd(text: string, prefix: string): number {
  let length = 0;
  while (length < prefix.length && length < text.length && text.at(-1 - length) === prefix.at(-1 - length)) length++;
  return length;
}

function commonStart(text: string, from: number, suffix: string): number {
  let length = 0;
  while (length < suffix.length && text[from + length] === suffix[length]) length++;
  return length;
}
