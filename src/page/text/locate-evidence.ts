import { codePointOffset } from "../../contract/ids.js";
import type { TextMap } from "../../core/offsets.js";
import { type Span, span } from "../../core/spans.js";
import type { Evidence } from "../state/opened-evidence.js";

/**
 * Where evidence stands in a text, as UTF-16 indexes. A document that was indexed anew since the answer may hold it
 * elsewhere; `null` where it holds it no more, or several times.
 */
export function locateEvidence(text: string, map: TextMap, { start, end, quote }: Evidence): Span | null {
  const told = { start: map.toUtf16(codePointOffset(start)), end: map.toUtf16(codePointOffset(end)) };
  if (text.slice(told.start, told.end) === quote) return told;
  const at = text.indexOf(quote);
  if (quote === "" || at < 0 || text.indexOf(quote, at + 1) >= 0) return null;
  return span(at, at + quote.length);
}
