import type { AskedOf, Coverage } from "../../contract/answer.js";
import type { DocumentId } from "../../contract/ids.js";
import { MAX_ASKED_OF } from "../../contract/limits.js";
import type { GenerationInfo, StoredDocument } from "../../store/index-store.js";

/** What a look at the corpus says of the index. */
export type FolderState = Pick<Coverage, "stale" | "checked_at">;

/** What an answer says of the documents that were searched. @param searched which of them were [all] */
export function coverageOf(
  info: GenerationInfo,
  searched: ReadonlySet<DocumentId> | undefined,
  folder: FolderState,
): Coverage {
  return {
    documents_searched: searched?.size ?? info.documents.length,
    skipped: info.skipped.map(({ path, reason }) => ({ path, reason })),
    ...folder,
    indexed_at: info.indexedAt,
    ...(info.incomplete && { incomplete: true }),
  };
}

/**
 * The documents that a question is asked of, as an answer lists them.
 * @param names the words that name them
 * @param question what was looked for in them
 */
export function askedOfThese(
  names: readonly string[],
  documents: readonly StoredDocument[],
  question: string,
): AskedOf {
  const listed = documents.slice(0, MAX_ASKED_OF);
  return { names, documents: listed.map(({ id, path, title }) => ({ document_id: id, path, title })), question };
}

/** Tenths of a millisecond are enough. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
