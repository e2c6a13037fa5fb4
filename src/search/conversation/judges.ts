import { dot } from "../../embedding/pooling.js";
import type { PassageFilter } from "../../store/index-store.js";
import { judge } from "../evidence-gate.js";
import type { Library } from "../library.js";
import { interpretQuestion } from "../question.js";
import { rankPassages } from "../rank-passages.js";
import type { Alike } from "./fragments.js";

/** What the corpus and the model say of readings. */
export interface Judges {
  /** Probability that the corpus answers a question; 0 where nothing tells. */
  readonly weigh: (question: string) => Promise<number>;
  readonly alike: Alike;
}

export function judgesOf(library: Library, filter: PassageFilter | undefined): Judges {
  const { embedder } = library;
  return {
    weigh: async (question) => {
      const ranking = await rankPassages(interpretQuestion(question), library, filter);
      return judge(ranking, embedder.fingerprint).confidence.probability ?? 0;
    },
    alike: async (text, others) => {
      const vector = await embedder.embedQuery(text);
      const vectors = await Promise.all(others.map((other) => embedder.embedQuery(other)));
      return vectors.map((other) => dot(other, vector));
    },
  };
}
