import { call, readText } from "./api.js";
import { plainLink } from "./plain-link.js";

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
