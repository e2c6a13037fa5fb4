import { FootnoteError } from "../core/errors/errors.js";
import type { StoredDocument } from "../store/index-store.js";
import type { DocumentPage, DocumentSummary } from "./assistant.js";

const DEFAULT_LIMIT = 100;

export function summarise(document: StoredDocument): DocumentSummary {
  const { id, path, title, contentHash, size, modified, passages } = document;
  return { id, path, title, content_hash: contentHash, size, modified_at: new Date(modified).toISOString(), passages };
}

/**
 * One page of the documents by path. The cursor is the last path of the page before, so that a rebuild between two
 * pages neither repeats nor loses a document that stayed.
 * @throws FootnoteError request_invalid for a cursor of another making
 */
export function listDocuments(
  documents: readonly StoredDocument[],
  { cursor, limit = DEFAULT_LIMIT }: { readonly cursor?: string; readonly limit?: number },
): DocumentPage {
  const after = cursor === undefined ? "" : decodeCursor(cursor);
  const rest = documents.filter(({ path }) => path > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    documents: page.map(summarise),
    next_cursor: last && rest.length > page.length ? Buffer.from(last.path).toString("base64url") : null,
  };
}

function decodeCursor(cursor: string): string {
  const path = Buffer.from(cursor, "base64url").toString();
  if (path === "" || Buffer.from(path).toString("base64url") !== cursor) {
    throw new FootnoteError("request_invalid", { field: "cursor", problem: "it was not given by an earlier page" });
  }
  return path;
}
