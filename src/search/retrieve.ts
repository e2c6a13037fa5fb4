import type { Embedder } from "../embedding/embedder.js";
import type { IndexReader, PassageFilter, StoreResult } from "../store/index-store.js";
import type { Question } from "./question.js";

/** How many of the best by vectors, and of the best by keywords, are looked at closely. */
const CANDIDATES = 200;

export interface Retrieval {
  readonly result: StoreResult;
  /** Milliseconds. */
  readonly embedMs: number;
}

/**
 * Finds what may answer, by vectors and by keywords.
 * @param limit how many of the best by either [200]
 */
export async function retrieve(
  question: Question,
  { reader, embedder }: { readonly reader: IndexReader; readonly embedder: Embedder },
  filter: PassageFilter | undefined,
  limit = CANDIDATES,
): Promise<Retrieval> {
  const started = performance.now();
  const vector = await embedder.embedQuery(question.text);
  const embedMs = performance.now() - started;
  const query = { vector, text: question.text, limit };
  return { result: await reader.search(filter ? { ...query, filter } : query), embedMs };
}
