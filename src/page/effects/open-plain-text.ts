import { call, readText } from "./api.js";

interface Copy {
  readonly text: string;
  readonly url: string;
}

/** By document. */
const copies = new Map<string, Copy>();

/**
 * Fetches a document's text with the token and opens it in a new tab, scrolled to the quote. The tab shows a copy that
 * this page holds, so it can be reloaded until the page is closed, gives up its token, or has fetched another
 * text of the document. A browser that blocks the tab doesn't say so. @throws CallFailed
 */
export async function openPlainText(documentId: string, quote: string | null, token: string): Promise<void> {
  const { pathname, hash } = new URL(plainLink(documentId, quote), window.location.href);
  const { signal } = new AbortController();
  const text = await readText(await call(pathname, { accept: "text/plain", token, signal }), signal);
  // Browsers scroll to a quote only in a tab that has no way back to its opener.
  window.open(`${copyOf(documentId, text)}${hash}`, "_blank", "noopener");
}

/** Gives up the copies: what a token has let the page read goes with it. */
export function forgetPlainTexts(): void {
  for (const { url } of copies.values()) URL.revokeObjectURL(url);
  copies.clear();
}

function copyOf(documentId: string, text: string): string {
  const last = copies.get(documentId);
  if (last?.text === text) return last.url;
  if (last !== undefined) URL.revokeObjectURL(last.url);
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain; charset=utf-8" }));
  copies.set(documentId, { text, url });
  return url;
}

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
