/** What a vector depends on. Two indexes with different fingerprints can't be compared. */
export interface ModelFingerprint {
  /** Name or folder as the settings give it. */
  readonly model: string;
  /** sha256 of the weights file. */
  readonly weights: string;
  readonly pooling: "mean" | "cls";
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly dimensions: number;
}

/** Model token ids of a text, without special tokens and prefix. */
export type TokenIds = readonly number[];

/** Turns text into the model's tokens. A text cut at white space gives the same tokens in pieces as whole. */
export interface Tokenizer {
  tokenize(text: string): TokenIds;
}

/** A passage as the model reads it: prefix and special tokens are added later. */
export interface PassageInput {
  /** Tokens put before the sentences (titles); part of the passage's vector, of no sentence's. */
  readonly context: TokenIds;
  readonly sentences: readonly TokenIds[];
}

/** A text as it is given to the model, prefix and special tokens around it. */
export interface TokenSequence {
  readonly ids: TokenIds;
  /** Where each sentence stands in `ids`, end-exclusive. */
  readonly sentences: readonly { readonly from: number; readonly to: number }[];
}

export interface PassageEmbedding {
  /** `dimensions` numbers, unit length. */
  readonly vector: Float32Array;
  /** One unit-length vector a sentence, pooled from the same forward pass; row after row. */
  readonly sentences: Float32Array;
}

/** Gives vectors for texts. Calls may overlap; each text is embedded apart from the others. */
export interface SequenceEmbedder {
  /** @throws FootnoteError model_failed; interrupted once it is closed */
  embed(sequence: TokenSequence): Promise<PassageEmbedding>;
  /** May be called again. */
  close(): Promise<void>;
}

/** Port: a model, loaded. */
export interface Embedder extends Tokenizer {
  readonly fingerprint: ModelFingerprint;
  /** Tokens that `context` and `sentences` together may have: what the model reads, less prefix and special tokens. */
  readonly passageTokenLimit: number;
  /** Unit-length vector of `dimensions` numbers. A question longer than the model reads is cut at its end. */
  embedQuery(question: string): Promise<Float32Array>;
  /**
   * Calls may overlap; each passage is embedded apart from the others.
   * @throws RangeError for a passage longer than the model reads, as cutting it would leave text unsearchable
   */
  embedPassage(passage: PassageInput): Promise<PassageEmbedding>;
  close(): Promise<void>;
}
