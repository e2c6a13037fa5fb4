import type { QueryTerm } from "../store/index-store.js";

/** Share of the question's words that a test holds for, weighted by how rare they are. */
export function termShare(terms: readonly QueryTerm[], holds: (term: string) => boolean): number {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  return total > 0 ? terms.reduce((sum, { term, idf }) => sum + (holds(term) ? idf : 0), 0) / total : 0;
}
