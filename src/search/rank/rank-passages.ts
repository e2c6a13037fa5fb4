import type { DocumentId } from "../../contract/ids.js";
import type { Embedder } from "../../embedding/embedder.js";
import type { IndexReader, PassageFilter, StoreResult } from "../../store/index-store.js";
import type { Without } from "../ablation.js";
import type { Library, Source } from "../library.js";
import type { Question } from "../question/question.js";
import { LOOKED_AT, lookClosely } from "./close-look.js";
import { fuse, type Ranked } from "./fuse.js";
import { SentenceTerms } from "./sentence-terms.js";

/** All candidates, best first, with what was read to rank them. */
export interface Ranking {
  readonly result: StoreResult;
  readonly ranked: readonly Ranked[];
  readonly sentenceTerms: SentenceTerms;
  /** Of the documents that were read so far. */
  readonly sources: Map<DocumentId, Source>;
  /** Milliseconds of the question's embedding. */
  readonly embedMs: number;
}

/** Finds candidates, ranks them by vectors and keywords, and ranks them again after a close look at the best. */
export async function rankPassages(
  question: Question,
  library: Library,
  filter: PassageFilter | undefined,
  without?: Without,
): Promise<Ranking> {
  const { result, embedMs } = await retrieve(question, library, filter);
  const first = fuse(result, { without }).slice(0, LOOKED_AT);
  const sources = new Map<DocumentId, Source>();
  await addSources(sources, first, library);
  const sentenceTerms = new SentenceTerms((id) => (sources.get(id) as Source).text);
  const best = first.map(({ candidate }) => candidate);
  const close = lookClosely(best, question.text, result.terms, sentenceTerms);
  return { result, ranked: fuse(result, { close, without }), sentenceTerms, sources, embedMs };
}

/** Reads the documents of some passages that were not read yet. */
export async function addSources(
  sources: Map<DocumentId, Source>,
  passages: readonly Ranked[],
  library: Library,
): Promise<void> {
  for (const { candidate } of passages) {
    const { documentId } = candidate.passage;
    if (sources.has(documentId)) continue;
    const source = await library.sources.get(documentId);
    if (source) sources.set(documentId, source);
  }
}

/** How many of the best by vectors, and of the best by keywords, are looked at closely. */
const CANDIDATES = 200;

interface Retrieval {
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
