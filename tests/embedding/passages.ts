import { createHash } from "node:crypto";
import type { Document } from "../../src/core/document.js";
import { asDocumentId } from "../../src/core/spans.js";
import type { PassageEmbedding, PassageInput } from "../../src/embedding/embedder.js";
import type { Model } from "../../src/embedding/model.js";
import { preparePassages } from "../../src/index/passage-record.js";
import { readCorpus } from "../helpers/read-text.js";

/** The passages of a shipped document as a build embeds them. */
export async function passagesOf(path: string, model: Model): Promise<PassageInput[]> {
  const document: Document = { ...(await readCorpus(path)), id: asDocumentId(path), path, contentHash: "" };
  const prepared = await preparePassages(document, model, { version: 1, maxTokens: 200, overlapTokens: 64 });
  return prepared.map(({ input }) => input);
}

/** Of every byte of both vectors: floats that print alike may still differ. */
export function bytesOf({ vector, sentences }: PassageEmbedding): string {
  return createHash("sha256").update(vector).update(sentences).digest("hex");
}
