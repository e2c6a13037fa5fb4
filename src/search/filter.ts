import { extname } from "node:path";
import type { Filters } from "../contract/filters.js";
import { FILTER_DATE_PROBLEM, filterDate } from "../contract/filters.js";
import { FootnoteError } from "../core/errors/errors.js";
import type { DocumentId } from "../core/spans.js";
import { Turns } from "../core/yield.js";
import type { StoredDocument } from "../store/index-store.js";
import { globMatcher, type PathMatcher } from "./glob.js";

export type { Filters } from "../contract/filters.js";

/**
 * The documents that all filters let through; `undefined` without filters. Other work gets its turn meanwhile.
 * @throws FootnoteError request_invalid; the signal's reason when it is aborted
 */
export async function selectDocuments(
  documents: readonly StoredDocument[],
  filters: Filters | undefined,
  signal?: AbortSignal,
): Promise<{ readonly documentIds: ReadonlySet<DocumentId> } | undefined> {
  if (!filters || Object.values(filters).every((value) => value === undefined)) return undefined;
  const { paths, types, documentIds, modifiedAfter, modifiedBefore } = filters;
  const matchesPath = paths && pathMatcher(paths);
  const after = modifiedAfter === undefined ? Number.NEGATIVE_INFINITY : timeOf(modifiedAfter, "modified_after");
  const before = modifiedBefore === undefined ? Number.POSITIVE_INFINITY : timeOf(modifiedBefore, "modified_before");
  const endings = types && new Set(types.map((type) => type.toLowerCase().replace(/^\.?/, ".")));
  const ids = documentIds && new Set(documentIds);
  const selected = new Set<DocumentId>();
  const turns = new Turns(signal);
  for (const { id, path, modified } of documents) {
    const passes =
      modified > after &&
      modified < before &&
      (!ids || ids.has(id)) &&
      (!endings || endings.has(extname(path).toLowerCase())) &&
      (!matchesPath || matchesPath(path));
    if (passes) selected.add(id);
    await turns.next();
  }
  return { documentIds: selected };
}

function pathMatcher(patterns: readonly string[]): PathMatcher {
  const matchers = patterns.map((pattern): PathMatcher => {
    if (pattern.endsWith("/")) return (path) => path.startsWith(pattern);
    const matches = globMatcher(pattern);
    return (path) => path === pattern || matches(path);
  });
  return (path) => matchers.some((matches) => matches(path));
}

function timeOf(value: string, field: string): number {
  const time = filterDate(value);
  if (time === null) throw new FootnoteError("request_invalid", { field, problem: FILTER_DATE_PROBLEM });
  return time;
}
