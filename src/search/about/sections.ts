import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { Yielder } from "../../core/yield.js";
import { dot, normalise } from "../../embedding/pooling.js";
import { wordsOf } from "../../language/en/tokens.js";
import type { StoredDocument, StoredPassage, StoredSentence } from "../../store/index-store.js";
import { isHeader, pointsBack } from "../answer/context-sentence.js";
import type { Source } from "../library.js";
import type { Shelf } from "./parting.js";

/** A sentence that may be quoted. */
export interface Sentence {
  readonly sentence: StoredSentence;
  /** The first that holds it. */
  readonly passage: StoredPassage;
  readonly text: string;
  /** Number within its section, from 0. */
  readonly at: number;
  /** Unit length. */
  readonly vector: Float32Array;
}

/** What stands under one heading of a document, without what stands under headings of its own. */
export interface Section {
  readonly source: Source;
  /** Headings that it stands under, the widest first, without the document's title. */
  readonly path: readonly string[];
  /** Those below its heading, each once. */
  readonly sentences: readonly Sentence[];
}

/** Of a longer document every so many-th passage is looked at. */
const MAX_PASSAGES = 1500;
/** A sentence that is shorter says little by itself, and a longer one is no outline. UTF-16 length, and words. */
const QUOTABLE = { min: 40, max: 320, words: 6 } as const;

/** The sections of a document that have text, in its order. @param limit of passages that are looked at [1500] */
export async function sectionsOf(
  document: StoredDocument,
  { reader, sources }: Shelf,
  signal?: AbortSignal,
  limit = MAX_PASSAGES,
): Promise<Section[]> {
  const source = await sources.get(document.id);
  if (!source) return [];
  const all = await reader.passagesOf(document.id);
  const step = Math.ceil(all.length / limit);
  const passages = all.filter((_, i) => i % step === 0);
  const vectors = await reader.embeddings(passages.map(({ inputHash }) => inputHash));
  const { dimensions } = reader.info.fingerprint;
  const sections: { source: Source; path: readonly string[]; sentences: Sentence[] }[] = [];
  const seen = new Set<number>();
  const yielder = new Yielder(signal);
  for (const passage of passages) {
    await yielder.yieldIfDue();
    const path = withoutTitle(passage.section, document.title);
    let section = sections.at(-1);
    if (!section || section.path.join("\n") !== path.join("\n")) {
      section = { source, path, sentences: [] };
      sections.push(section);
    }
    const rows = vectors.get(passage.inputHash)?.sentences;
    for (const [i, sentence] of passage.sentences.entries()) {
      // Neighbours share sentences.
      if (!rows || sentence.kind === "heading" || isHeader(sentence) || seen.has(sentence.start)) continue;
      seen.add(sentence.start);
      const vector = rows.subarray(i * dimensions, (i + 1) * dimensions);
      section.sentences.push({
        sentence,
        passage,
        text: sliceSpan(source.text, sentence),
        at: section.sentences.length,
        vector,
      });
    }
  }
  return sections.filter(({ sentences }) => sentences.length > 0);
}

/** The headings that a section stands under, without its document's title. */
export function withoutTitle(section: readonly string[], title: string): string[] {
  const names = section.map(singleSpaced);
  return names[0] === singleSpaced(title) ? names.slice(1) : names;
}

/** What the first sentence of a section gains, the second half of it, and so on: sections open with what they are about. */
const LEAD = 0.02;

/**
 * The sentence whose vector is nearest to the mean of all: the centroid of Radev et al. (2004), which for unit vectors
 * orders sentences as their degree does in the graph of Erkan and Radev's LexRank (2004). Among a few sentences, all of
 * which are near, the first of a section is preferred. Whole sentences of prose that can be read alone come before
 * others. `null` for none.
 */
export function mostCentral(sentences: readonly Sentence[]): Sentence | null {
  const centroid = centroidOf(sentences);
  const readable = sentences.filter(isReadable);
  const pool = readable.length > 0 ? readable : sentences;
  const scores = pool.map(({ vector, at }) => dot(vector, centroid) + LEAD / (1 + at));
  return pool[scores.indexOf(Math.max(...scores))] ?? null;
}

/** Of unit length. */
export function centroidOf(sentences: readonly Pick<Sentence, "vector">[]): Float32Array {
  const sum = new Float32Array(sentences[0]?.vector.length ?? 0);
  for (const { vector } of sentences) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  return normalise(sum);
}

/** Whether it is a whole sentence of prose that can be read alone. */
export function isReadable({ sentence, text }: Pick<Sentence, "sentence" | "text">): boolean {
  const length = sentence.end - sentence.start;
  if (length < QUOTABLE.min || length > QUOTABLE.max || sentence.kind === "code") return false;
  return !/[?:]["”’)\]]*\s*$/u.test(text) && !pointsBack(text) && wordsOf(text).length >= QUOTABLE.words;
}

/** UTF-16 length of its text. */
export function lengthOf({ sentences }: Pick<Section, "sentences">): number {
  return sentences.reduce((sum, { sentence }) => sum + sentence.end - sentence.start, 0);
}
