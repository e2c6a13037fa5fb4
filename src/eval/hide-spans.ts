import type { DocumentId } from "../contract/ids.js";
import { type Span, sliceSpan, span } from "../core/spans.js";
import type { Embedder } from "../embedding/embedder.js";
import { dot } from "../embedding/pooling.js";
import { inputOf, titlesOf } from "../index/build/passage-record.js";
import { titleFromName } from "../index/readers/read-document.js";
import { analyse, isStopTerm } from "../language/en/text-analysis.js";
import type { Library, Source } from "../search/library.js";
import type {
  Candidate,
  IndexReader,
  QueryTerm,
  StoredPassage,
  StoredSentence,
  StoreQuery,
  StoreResult,
} from "../store/index-store.js";
import { B, K1 } from "../store/keywords/bm25.js";

/** Spans of one document that a search must not find. */
interface HiddenSpans {
  readonly documentId: DocumentId;
  readonly spans: readonly Span[];
}

/**
 * The same index as if some spans were not in it. A passage that touches them is gone if all of its sentences do;
 * otherwise it is what is left of it, embedded anew. The number of passages, how many hold a word, idf and BM25 follow.
 * Not followed, as it hardly moves anything: the mean length of passages, where other passages would begin and end, and
 * touched passages that are too far from the question to be among its candidates.
 */
export function hideSpans(
  { reader, sources, embedder }: Omit<Library, "readingModel">,
  hidden: HiddenSpans,
): IndexReader {
  return {
    info: reader.info,
    search: async (query) => {
      const source = await sources.get(hidden.documentId);
      return source ? hideFrom(reader, query, hidden, source, embedder) : reader.search(query);
    },
    passages: (ids) => reader.passages(ids),
    passagesOf: (id) => reader.passagesOf(id),
    frequencies: (words) => reader.frequencies(words),
    statistics: (terms) => reader.statistics(terms),
    passagesWithAll: (text, filter, limit) => reader.passagesWithAll(text, filter, limit),
    text: (id) => reader.text(id),
    layout: (id) => reader.layout(id),
    embeddings: (hashes) => reader.embeddings(hashes),
    close: () => reader.close(),
  };
}

async function hideFrom(
  reader: IndexReader,
  query: StoreQuery,
  { documentId, spans }: HiddenSpans,
  source: Source,
  embedder: Embedder,
): Promise<StoreResult> {
  const touches = ({ start, end }: Span) => spans.some((hidden) => start < hidden.end && hidden.start < end);
  const touched = (await reader.passagesOf(documentId)).filter(touches);
  const gone = touched.filter(({ sentences }) => sentences.every(touches));
  const result = await reader.search({ ...query, limit: query.limit + touched.length });
  const left = await Promise.all(
    result.candidates.map(async (candidate): Promise<Candidate | null> => {
      const { passage } = candidate;
      if (passage.documentId !== documentId || !touches(passage)) return candidate;
      const sentences = passage.sentences.filter((sentence) => !touches(sentence));
      if (sentences.length === 0) return null;
      const trimmed = await trimPassage(passage, sentences, source, embedder);
      return {
        passage: trimmed.passage,
        cosine: dot(query.vector, trimmed.vector),
        bm25: 0,
        ownBm25: 0,
        termScores: candidate.termScores.map((score, i) => {
          const { term, idf } = result.terms[i]!;
          return trimmed.rescore(term, idf, score);
        }),
        sentenceCosines: trimmed.sentenceVectors.map((vector) => dot(query.vector, vector)),
      };
    }),
  );
  return recount(result, left, result.passageCount - gone.length);
}

/** Takes off what the candidates no longer hold. @param left what became of each candidate, in their order */
function recount(result: StoreResult, left: readonly (Candidate | null)[], passageCount: number): StoreResult {
  const lost = (term: number) =>
    result.candidates.filter(({ termScores }, at) => termScores[term]! > 0 && !left[at]?.termScores[term]).length;
  const terms = result.terms.map((term, i): QueryTerm => {
    const documentFrequency = term.documentFrequency - lost(i);
    return { ...term, documentFrequency, idf: idfOf(documentFrequency, passageCount) };
  });
  const candidates = left.flatMap((candidate) => {
    if (!candidate) return [];
    const termScores = candidate.termScores.map((score, i) => (score * terms[i]!.idf) / result.terms[i]!.idf);
    const bm25 = sum(termScores);
    return [{ ...candidate, termScores, bm25, ownBm25: bm25 }];
  });
  const share = sum(terms.map(({ idf }) => idf)) / (sum(result.terms.map(({ idf }) => idf)) || 1);
  return { candidates, terms, passageCount, maxBm25: result.maxBm25 * share };
}

/** As `QueryTerm.idf` says. */
function idfOf(documentFrequency: number, passageCount: number): number {
  return Math.log(1 + (passageCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What is left of a passage when some of its sentences are not there, as the index would keep it. */
interface TrimmedPassage {
  readonly passage: StoredPassage;
  /** Unit length. */
  readonly vector: Float32Array;
  /** One unit-length vector a sentence. */
  readonly sentenceVectors: readonly Float32Array[];
  /** What a term adds to its BM25 score, from what it added to the whole passage's. */
  rescore(term: string, idf: number, score: number): number;
}

/** Lets the model read the sentences that are left of a passage, at least one. The header of a table is left out. */
async function trimPassage(
  passage: StoredPassage,
  sentences: readonly StoredSentence[],
  { document, text }: Source,
  embedder: Embedder,
): Promise<TrimmedPassage> {
  const texts = sentences.map((sentence) => sliceSpan(text, sentence));
  const left = texts.join("\n");
  const titles = [document.title, ...passage.section];
  const readTitles = document.title === titleFromName(document.path) ? passage.section : titles;
  const whole = sliceSpan(text, passage);
  const before = countTerms(`${whole}\n${titlesOf(titles, whole)}`);
  const after = countTerms(`${left}\n${titlesOf(titles, left)}`);
  const tokenized = { context: [], sentences: texts.map((one) => ({ tokens: embedder.tokenize(one) })) };
  const { vector, sentences: rows } = await embedder.embedPassage(
    inputOf(tokenized, embedder, titlesOf(readTitles, left)),
  );
  const place = span(sentences[0]!.start, sentences.at(-1)!.end);
  return {
    passage: { ...passage, ...place, sentences },
    vector,
    sentenceVectors: sentences.map((_, i) => rows.subarray(i * vector.length, (i + 1) * vector.length)),
    rescore: (term, idf, score) => rescore(idf, score, before.of(term), after.of(term), after.length / before.length),
  };
}

/**
 * BM25 of a term that occurs `now` times where it occurred `was` times, in a text that is `shrunk` to this share of its
 * length. How long the text was beside the average follows from its score.
 */
function rescore(idf: number, score: number, was: number, now: number, shrunk: number): number {
  const most = idf * (K1 + 1);
  if (score === 0 || now === 0 || was === 0) return 0;
  const norm = was * (most / score - 1);
  const shortest = K1 * (1 - B);
  return (most * now) / (now + shortest + (norm - shortest) * shrunk);
}

function countTerms(text: string) {
  const counts = new Map<string, number>();
  let length = 0;
  for (const { term } of analyse(text)) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
    if (!isStopTerm(term)) length++;
  }
  return { length: Math.max(1, length), of: (term: string) => counts.get(term) ?? 0 };
}
