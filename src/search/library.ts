import type { Embedder } from "../embedding/embedder.js";
import type { IndexReader } from "../store/index-store.js";
import type { Sources } from "./source.js";

/** What a question is asked of. */
export interface Library {
  readonly reader: IndexReader;
  readonly sources: Sources;
  readonly embedder: Embedder;
}
