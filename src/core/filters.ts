import type { DocumentId } from "./spans.js";

/** Narrows a search. Each list is an OR, the lists together an AND. */
export interface Filters {
  /** Exact paths, folders ending in `/`, or globs with `*`. */
  readonly paths?: readonly string[];
  /** File endings without the dot: `txt`, `md`. */
  readonly types?: readonly string[];
  readonly documentIds?: readonly DocumentId[];
  /** ISO 8601 date or time; compared with the file's modification time. */
  readonly modifiedAfter?: string;
  readonly modifiedBefore?: string;
}
