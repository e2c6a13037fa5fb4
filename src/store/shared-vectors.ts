import type { PassageEmbedding } from "../embedding/embedder.js";

/** What there is of a batch of passages: its vectors, leave to make them, or word that another machine is at it. */
export type Taken =
  | { readonly state: "made"; readonly embeddings: readonly PassageEmbedding[] }
  | { readonly state: "taken" }
  | { readonly state: "others" };

/**
 * Port: vectors that machines which build one index make for each other, and that a killed build leaves to the next one.
 * Whoever takes a batch shows that it lives; the batch of one that has not done so for a while, another may take.
 */
export interface SharedVectors {
  /** @param batch names its passages and their order: the same batch has the same name on each machine */
  take(batch: string): Promise<Taken>;
  /** Gives all others what was made of a batch that was taken; in the order of its passages. */
  give(batch: string, embeddings: readonly PassageEmbedding[]): Promise<void>;
  /** Lets others take what was taken and not given. */
  close(): Promise<void>;
  /** Nothing is left to others or to the next build. */
  discard(): Promise<void>;
}
