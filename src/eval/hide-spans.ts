import type { DocumentId, Span } from "../core/spans.js";
import type { Candidate, IndexReader, StoreQuery, StoreResult } from "../index/store/index-store.js";

/** Spans of one document that a search must not find. */
export interface HiddenSpans {
  readonly documentId: DocumentId;
  readonly spans: readonly Span[];
}

/**
 * The same index as if every passage that touches one of the spans were not in it. What a hidden passage adds to the
 * number of passages and to how often a word occurs is taken off, so idf and BM25 follow; their mean length, which one
 * passage in many hardly moves, is not. A hidden passage that is far from the question by vector and by keywords
 * doesn't reach the search's result, and its words stay counted.
 */
export function hideSpans(reader: IndexReader, hidden: HiddenSpans): IndexReader {
  return {
    info: reader.info,
    search: async (query) => hideFrom(reader, query, hidden),
    passages: (ids) => reader.passages(ids),
    passagesOf: (id) => reader.passagesOf(id),
    text: (id) => reader.text(id),
    embeddings: (hashes) => reader.embeddings(hashes),
    close: () => reader.close(),
  };
}

async function hideFrom(reader: IndexReader, query: StoreQuery, hidden: HiddenSpans): Promise<StoreResult> {
  const touches = ({ start, end }: Span) => hidden.spans.some((span) => start < span.end && span.start < end);
  const hiddenCount = (await reader.passagesOf(hidden.documentId)).filter(touches).length;
  const result = await reader.search({ ...query, limit: query.limit + hiddenCount });
  const isHidden = ({ passage }: Candidate) => passage.documentId === hidden.documentId && touches(passage);
  const gone = result.candidates.filter(isHidden);
  const passageCount = result.passageCount - hiddenCount;
  const terms = result.terms.map((term, i) => {
    const documentFrequency = term.documentFrequency - gone.filter(({ termScores }) => termScores[i]! > 0).length;
    return { ...term, documentFrequency, idf: idfOf(documentFrequency, passageCount) };
  });
  const growth = terms.map(({ idf }, i) => idf / result.terms[i]!.idf);
  const candidates = result.candidates
    .filter((candidate) => !isHidden(candidate))
    .map((candidate) => {
      const termScores = candidate.termScores.map((score, i) => score * growth[i]!);
      return { ...candidate, termScores, bm25: termScores.reduce((sum, score) => sum + score, 0) };
    });
  const idfSum = (of: readonly { readonly idf: number }[]) => of.reduce((sum, { idf }) => sum + idf, 0);
  const maxBm25 = (result.maxBm25 * idfSum(terms)) / (idfSum(result.terms) || 1);
  return { candidates, terms, passageCount, maxBm25 };
}

/** As `QueryTerm.idf` says. */
function idfOf(documentFrequency: number, passageCount: number): number {
  return Math.log(1 + (passageCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}
