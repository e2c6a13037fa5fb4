import { call, readText } from "./api.js";
import { plainLink } from "./plain-link.js";

/**
 * Fetches a document's text with the token and opens it in a new tab, scrolled to the quote. The tab shows a copy that
 * this page holds, so it can be reloaded as long as the page is open. @throws CallFailed
 */
export async function openPlainText(documentId: string, quote: string | null, token: string): Promise<void> {
  const { pathname, hash } = new URL(plainLink(documentId, quote), window.location.href);
  const { signal } = new AbortController();
  const text = await readText(await call(pathname, { accept: "text/plain", token, signal }), signal);
  const copy = URL.createObjectURL(new Blob([text], { type: "text/plain; charset=utf-8" }));
  // Browsers scroll to a quote only in a tab that has no way back to its opener.
  window.open(`${copy}${hash}`, "_blank", "noopener");
}
