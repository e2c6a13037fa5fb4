import type { Coverage } from "../../contract/answer.js";
import type { DocumentId } from "../../contract/ids.js";
import type { GenerationInfo } from "../../store/index-store.js";

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
  };
}

/** Tenths of a millisecond are enough. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
