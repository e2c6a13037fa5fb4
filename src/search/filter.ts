import { extname } from "node:path";
import { FootnoteError } from "../core/errors.js";
import { FILTER_DATE_PROBLEM, filterDate } from "../core/filter-date.js";
import type { DocumentId } from "../core/spans.js";
import type { StoredDocument } from "../index/store/index-store.js";
import { matchesGlob } from "./glob.js";

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

/** The documents that all filters let through; `undefined` without filters. @throws FootnoteError request_invalid */
export function selectDocuments(
  documents: readonly StoredDocument[],
  filters: Filters | undefined,
): { readonly documentIds: ReadonlySet<DocumentId> } | undefined {
  if (!filters || Object.values(filters).every((value) => value === undefined)) return undefined;
  const { paths, types, documentIds, modifiedAfter, modifiedBefore } = filters;
  const matchesPath = paths && pathMatcher(paths);
  const after = modifiedAfter === undefined ? Number.NEGATIVE_INFINITY : timeOf(modifiedAfter, "modified_after");
  const before = modifiedBefore === undefined ? Number.POSITIVE_INFINITY : timeOf(modifiedBefore, "modified_before");
  const endings = types?.map((type) => type.toLowerCase().replace(/^\.?/, "."));
  const selected = documents.filter(
    ({ id, path, modified }) =>
      (!matchesPath || matchesPath(path)) &&
      (!endings || endings.includes(extname(path).toLowerCase())) &&
      (!documentIds || documentIds.includes(id)) &&
      modified > after &&
      modified < before,
  );
  return { documentIds: new Set(selected.map(({ id }) => id)) };
}

function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map((pattern) => {
    if (pattern.endsWith("/")) return (path: string) => path.startsWith(pattern);
    return (path: string) => path === pattern || matchesGlob(pattern, path);
  });
  return (path) => matchers.some((matches) => matches(path));
}

function timeOf(value: string, field: string): number {
  const time = filterDate(value);
  if (time === null) throw new FootnoteError("request_invalid", { field, problem: FILTER_DATE_PROBLEM });
  return time;
}
