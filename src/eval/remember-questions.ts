import type { Embedder } from "../embedding/embedder.js";

/** The same model, which embeds a question once however often it is asked: a measurement asks of many indexes. */
export function rememberQuestions(embedder: Embedder): Embedder {
  const vectors = new Map<string, Promise<Float32Array>>();
  return {
    fingerprint: embedder.fingerprint,
    passageTokenLimit: embedder.passageTokenLimit,
    tokenize: (text) => embedder.tokenize(text),
    embedPassage: (passage) => embedder.embedPassage(passage),
    close: () => embedder.close(),
    embedQuery: (question) => {
      let vector = vectors.get(question);
      if (!vector) {
        vector = embedder.embedQuery(question);
        vectors.set(question, vector);
      }
      return vector;
    },
  };
}
