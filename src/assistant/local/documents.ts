import type { DocumentDetails, DocumentPage, DocumentSummary, PassageInContext } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { type Span, sliceSpan, span } from "../../core/spans.js";
import { locate } from "../../search/answer/cite.js";
import type { Sources } from "../../search/library.js";
import type { IndexReader, StoredDocument, StoredPassage } from "../../store/index-store.js";

const DEFAULT_LIMIT = 100;

export function summarise(document: StoredDocument): DocumentSummary {
  const { id, path, title, contentHash, size, modified, passages } = document;
  return { id, path, title, content_hash: contentHash, size, modified_at: new Date(modified).toISOString(), passages };
}

/** @throws FootnoteError document_unknown */
export function detailsOf(id: DocumentId, documents: readonly StoredDocument[]): DocumentDetails {
  const document = documents.find((candidate) => candidate.id === id);
  if (!document) throw new FootnoteError("document_unknown", { id });
  const { names, fields, unread } = document;
  return { ...summarise(document), names, fields, unread };
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
  const rest = documents.filter(({ path }) => path > after).sort((a, b) => (a.path < b.path ? -1 : 1));
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

/** The passage with the text of its document around it: up to where the passages reach that stand `context` away. */
export async function passageInContext(
  passage: StoredPassage,
  reader: IndexReader,
  sources: Sources,
  context: number,
): Promise<PassageInContext> {
  const source = await sources.get(passage.documentId);
  if (!source) throw new FootnoteError("passage_unknown", { id: passage.id });
  const siblings = await reader.passagesOf(passage.documentId);
  const first = siblings[Math.max(0, passage.ordinal - context)] ?? passage;
  const last = siblings[Math.min(siblings.length - 1, passage.ordinal + context)] ?? passage;
  const before = span(Math.min(first.start, passage.start), passage.start);
  const after = span(passage.end, Math.max(last.end, passage.end));
  return {
    id: passage.id,
    ...locate(source, passage, passage),
    text: sliceSpan(source.text, passage),
    before: sliceSpan(source.text, before),
    after: sliceSpan(source.text, after),
  };
}

/** The passage that holds most of a line, or else the one that stands nearest; `null` without passages. */
export function nearestPassage(passages: readonly StoredPassage[], line: Span): StoredPassage | null {
  let best: StoredPassage | null = null;
  let bestShare = Number.NEGATIVE_INFINITY;
  for (const passage of passages) {
    // Characters in common; for a passage apart, less than none: the gap.
    const share = Math.min(passage.end, line.end) - Math.max(passage.start, line.start);
    if (share > bestShare) {
      best = passage;
      bestShare = share;
    }
  }
  return best;
}
