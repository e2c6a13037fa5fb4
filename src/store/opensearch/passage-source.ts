import { isStopTerm } from "../../language/en/text-analysis.js";
import type { StoredEmbedding } from "../disk/embeddings-file.js";
import type { StoredPassage } from "../index-store.js";
import type { QuantisedVectors } from "../vectors/quantised-vectors.js";

/** A passage as the cluster keeps it. */
export interface PassageSource {
  /** Its number in the generation, from 0: documents in their order, passages in theirs. */
  readonly row: number;
  readonly id: string;
  readonly document: string;
  /** Hash of the model's input. */
  readonly input: string;
  /** All terms of the passage and of the titles that it stands under, in order, parted by spaces. */
  readonly terms: string;
  /** Searched, and not given back. */
  readonly vector?: readonly number[];
  readonly passage: StoredPassage;
  /** Base64 of the vector (f32), the scales of the sentences' vectors (f32) and their codes (i8). */
  readonly embedding: string;
}

export function encodeEmbedding(vector: Float32Array, { values, scales }: QuantisedVectors): string {
  const parts = [vector, scales, values].map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return Buffer.concat(parts).toString("base64");
}

/** @param sentences how many the passage has */
export function decodeEmbedding(embedding: string, dimensions: number, sentences: number): StoredEmbedding {
  // Copied: the bytes that Node decodes into may begin where no 32-bit number can.
  const { buffer } = Uint8Array.from(Buffer.from(embedding, "base64"));
  const codes = 4 * (dimensions + sentences);
  return {
    vector: new Float32Array(buffer, 0, dimensions),
    sentences: {
      scales: new Float32Array(buffer, 4 * dimensions, sentences),
      values: new Int8Array(buffer, codes, sentences * dimensions),
    },
  };
}

/** How often each of some terms stands among a passage's, and how many of its terms are no stop words. */
export function countTerms(terms: string): { readonly counts: ReadonlyMap<string, number>; readonly length: number } {
  const counts = new Map<string, number>();
  let length = 0;
  for (const term of terms === "" ? [] : terms.split(" ")) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
    if (!isStopTerm(term)) length++;
  }
  return { counts, length };
}
