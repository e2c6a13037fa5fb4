import type { DocumentId } from "../core/spans.js";
import type { PassageFilter, StoreResult } from "../store/index-store.js";
import type { Without } from "./ablation.js";
import { LOOKED_AT, lookClosely } from "./close-look.js";
import { fuse, type Ranked } from "./fuse.js";
import type { Library } from "./library.js";
import type { Question } from "./question.js";
import { retrieve } from "./retrieve.js";
import { SentenceTerms } from "./sentence-terms.js";
import type { Source } from "./source.js";

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
