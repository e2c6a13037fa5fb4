import { sliceSpan, span } from "../core/spans.js";
import type { Embedder } from "../embedding/embedder.js";
import { inputOf, titlesOf } from "../index/passage-record.js";
import type { StoredPassage, StoredSentence } from "../index/store/index-store.js";
import { analyse } from "../index/store/text-analysis.js";
import type { Source } from "../search/source.js";

/** What is left of a passage when some of its sentences are not there, as the index would keep it. */
export interface TrimmedPassage {
  readonly passage: StoredPassage;
  /** Unit length. */
  readonly vector: Float32Array;
  /** One unit-length vector a sentence. */
  readonly sentenceVectors: readonly Float32Array[];
  /** What it can be found by: its own terms and those of its titles. */
  readonly terms: ReadonlySet<string>;
}

/** Lets the model read the sentences that are left of a passage, at least one. The header of a table is left out. */
export async function trimPassage(
  passage: StoredPassage,
  sentences: readonly StoredSentence[],
  { document, text }: Source,
  embedder: Embedder,
): Promise<TrimmedPassage> {
  const texts = sentences.map((sentence) => sliceSpan(text, sentence));
  const left = texts.join(" ");
  const titles = titlesOf(document.title, passage.section, left);
  const tokenized = { context: [], sentences: texts.map((one) => ({ tokens: embedder.tokenize(one) })) };
  const model = { tokenizer: embedder, passageTokenLimit: embedder.passageTokenLimit };
  const { vector, sentences: rows } = await embedder.embedPassage(inputOf(tokenized, model, titles));
  const place = span(sentences[0]!.start, sentences.at(-1)!.end);
  return {
    passage: { ...passage, ...place, sentences },
    vector,
    sentenceVectors: sentences.map((_, i) => rows.subarray(i * vector.length, (i + 1) * vector.length)),
    terms: new Set(analyse(`${titles} ${left}`).map(({ term }) => term)),
  };
}
