import { createHash } from "node:crypto";
import { asDocumentId } from "../../src/contract/ids.js";
import type { Document } from "../../src/core/document.js";
import type { PassageEmbedding, PassageInput } from "../../src/embedding/embedder.js";
import type { Model } from "../../src/embedding/model.js";
import { preparePassages } from "../../src/index/build/passage-record.js";
import { DEFAULT_SPLITTER } from "../../src/index/split/passages.js";
import { readCorpus } from "../helpers/read-text.js";

/** The passages of a shipped document as a build embeds them. */
export async function passagesOf(path: string, model: Model): Promise<PassageInput[]> {
  const { text, title, blocks } = await readCorpus(path);
  const own = { title: title ?? path, titled: title !== null, properties: [], fields: {}, unread: [] };
  const document: Document = {
    id: asDocumentId(path),
    path,
    file: path,
    ...own,
    text,
    blocks,
    layout: null,
    contentHash: "",
  };
  const prepared = await preparePassages(document, model, DEFAULT_SPLITTER);
  return prepared.map(({ input }) => input);
}

/** Of every byte of both vectors: floats that print alike may still differ. */
export function bytesOf({ vector, sentences }: PassageEmbedding): string {
  return createHash("sha256").update(vector).update(sentences).digest("hex");
}
