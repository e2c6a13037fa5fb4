const WHOLE_QUOTE_CHARACTERS = 80;
const WORDS_AT_AN_END = 5;

/** Can't be part of an address. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * The address of a document's plain text; with a quote, browsers scroll to it and mark it
 * (WICG Scroll To Text Fragment: `#:~:text=start,end`).
 */
export function plainLink(documentId: string, quote: string | null): string {
  const path = `/v1/documents/${encodeURIComponent(documentId)}/text`;
  const fragment = quote === null ? "" : textFragment(quote.trim());
  return fragment === "" ? path : `${path}#:~:text=${fragment}`;
}

/** Long quotes, and those of several lines, are named by their first and last words. */
function textFragment(quote: string): string {
  const lines = quote.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const first = wordsOf(lines[0] ?? "");
  const last = wordsOf(lines.at(-1) ?? "");
  const isShort = lines.length <= 1 && (quote.length <= WHOLE_QUOTE_CHARACTERS || first.length <= 2 * WORDS_AT_AN_END);
  if (isShort) return encode(quote);
  return `${encode(first.slice(0, WORDS_AT_AN_END).join(" "))},${encode(last.slice(-WORDS_AT_AN_END).join(" "))}`;
}

function wordsOf(line: string): string[] {
  return line.trim().split(/\s+/);
}

/** A dash or a comma of its own would mean something in a text fragment. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(LONE_SURROGATE, "")).replaceAll("-", "%2D");
}
