import { sliceSpan, span } from "../core/spans.js";
import type { Embedder } from "../embedding/embedder.js";
import { inputOf, titlesOf } from "../index/build/passage-record.js";
import { titleFromName } from "../index/readers/read-document.js";
import { analyse, isStopTerm } from "../language/en/text-analysis.js";
import type { Source } from "../search/library.js";
import type { StoredPassage, StoredSentence } from "../store/index-store.js";
import { B, K1 } from "../store/keywords/bm25.js";

/** What is left of a passage when some of its sentences are not there, as the index would keep it. */
export interface TrimmedPassage {
  readonly passage: StoredPassage;
  /** Unit length. */
  readonly vector: Float32Array;
  /** One unit-length vector a sentence. */
  readonly sentenceVectors: readonly Float32Array[];
  /** What a term adds to its BM25 score, from what it added to the whole passage's. */
  rescore(term: string, idf: number, score: number): number;
}

/** Lets the model read the sentences that are left of a passage, at least one. The header of a table is left out. */
export async function trimPassage(
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
