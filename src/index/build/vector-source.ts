import { mapYielding } from "../../core/yield.js";
import type { PassageEmbedding, SequenceEmbedder } from "../../embedding/embedder.js";
import type { ModelTokenizer } from "../../embedding/tokenizer.js";
import type { IndexReader, PassageRecord, StoredPassage } from "../../store/index-store.js";
import { type QuantisedVectors, quantise, restore } from "../../store/vectors/quantised-vectors.js";
import type { EmbeddingJournal } from "./embedding-journal.js";
import { type PreparedPassage, tokensOf } from "./passage-record.js";
import { batchesOf, type MadeBatch, type SharedBatches } from "./shared-batches.js";

/** Passages that may wait for a thread before the next file is read. */
const LOOK_AHEAD_PASSAGES = 64;
/** Vectors that are taken from the earlier index at a time: of a long document they would fill gigabytes. */
const KNOWN_AT_ONCE = 256;

export interface VectorSourceOptions {
  readonly previous: IndexReader | null;
  readonly journal: EmbeddingJournal;
  /** What other machines make of the same folder; `null` where this one is alone. */
  readonly shared: SharedBatches | null;
  /** For passages that have no vector yet. */
  readonly embedder: SequenceEmbedder;
  readonly tokenizer: ModelTokenizer;
  /** Told of each passage: how many tokens it has, and whether the model read them now. */
  readonly onPassage: (tokens: number, embedded: boolean) => void;
  readonly signal: AbortSignal | undefined;
}

/** A passage that waits until its document is whole: its sentences' vectors are kept as the index keeps them. */
class HeldRecord implements PassageRecord {
  constructor(
    readonly passage: StoredPassage,
    readonly titles: string,
    readonly vector: Float32Array,
    private readonly sentences: QuantisedVectors,
  ) {}

  get sentenceVectors(): Float32Array {
    return restore(this.sentences, this.vector.length);
  }
}

/** Where a build's vectors come from: the index as it was, an interrupted build's journal, another machine, or the model. */
export class VectorSource {
  /** Passages that are split and not embedded, and what waits for them to become fewer. */
  #waiting = 0;
  #onRoom: (() => void) | null = null;
  /** Passages that the model is at work on, by the hash of its input: a copy of a file waits for the first. */
  readonly #running = new Map<string, Promise<PassageEmbedding>>();
  /** Where a passage stands in its batch. */
  readonly #place = new WeakMap<PreparedPassage, number>();

  constructor(private readonly options: VectorSourceOptions) {}

  /** The vectors of a document's passages; those that only differ from others in where they stand share them. */
  async vectorsOf(prepared: readonly PreparedPassage[]): Promise<PassageRecord[]> {
    this.#waiting += prepared.length;
    const records: Promise<PassageRecord>[] = [];
    for (let at = 0; at < prepared.length; at += KNOWN_AT_ONCE) {
      const some = prepared.slice(at, at + KNOWN_AT_ONCE);
      const known = await this.options.previous?.embeddings(some.map(({ stored }) => stored.inputHash));
      const made = await this.#fromAll(some, known);
      const start = (passage: PreparedPassage) => {
        const record = this.#record(passage, known?.get(passage.stored.inputHash), made.get(passage));
        // All are awaited together, at the end; until then a failure must not count as unhandled.
        record.catch(() => {});
        return record;
      };
      records.push(...(await mapYielding(some, start, this.options.signal)));
    }
    return Promise.all(records);
  }

  async #record(
    passage: PreparedPassage,
    known: PassageEmbedding | undefined,
    made: Promise<MadeBatch> | undefined,
  ): Promise<PassageRecord> {
    const { own, embedding } = await this.#embedding(passage, known, made);
    const { vector, sentences } = embedding;
    if (--this.#waiting <= LOOK_AHEAD_PASSAGES) this.#onRoom?.();
    this.options.onPassage(tokensOf(passage), own);
    return new HeldRecord(passage.stored, passage.titles, vector, quantise(sentences, vector.length));
  }

  async #embedding(
    passage: PreparedPassage,
    known: PassageEmbedding | undefined,
    made: Promise<MadeBatch> | undefined,
  ): Promise<{ readonly embedding: PassageEmbedding; readonly own: boolean }> {
    const { inputHash } = passage.stored;
    const kept = known ?? (made ? undefined : await this.options.journal.get(inputHash));
    if (kept) return { embedding: kept, own: false };
    if (made) {
      const { embeddings, own } = await made;
      return { embedding: embeddings[this.#place.get(passage)!]!, own };
    }
    const running = this.#running.get(inputHash);
    return { embedding: await (running ?? this.#embed(passage)), own: running === undefined };
  }

  /** The batches of some passages, by passage, where other machines take part; of what is known already there are none. */
  async #fromAll(
    some: readonly PreparedPassage[],
    known: ReadonlyMap<string, PassageEmbedding> | undefined,
  ): Promise<Map<PreparedPassage, Promise<MadeBatch>>> {
    const { journal, shared } = this.options;
    const made = new Map<PreparedPassage, Promise<MadeBatch>>();
    if (!shared) return made;
    for (const batch of batchesOf(some)) {
      if (batch.every(({ stored }) => known?.has(stored.inputHash))) continue;
      const embed = async (passage: PreparedPassage) => {
        const { inputHash } = passage.stored;
        const kept = known?.get(inputHash) ?? (await journal.get(inputHash)) ?? this.#running.get(inputHash);
        return kept ?? this.#embed(passage);
      };
      const whole = shared.embeddingsOf(batch, embed);
      whole.catch(() => {});
      for (const [at, passage] of batch.entries()) {
        made.set(passage, whole);
        this.#place.set(passage, at);
      }
    }
    return made;
  }

  /** Whether so few passages wait for the model that another file is to be read. */
  get hasRoom(): boolean {
    return this.#waiting <= LOOK_AHEAD_PASSAGES;
  }

  /** Resolves when there is room. */
  async room(): Promise<void> {
    while (!this.hasRoom) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve;
      });
    }
  }

  #embed(passage: PreparedPassage): Promise<PassageEmbedding> {
    const { inputHash } = passage.stored;
    const embedding = this.#embedAndKeep(passage).finally(() => this.#running.delete(inputHash));
    this.#running.set(inputHash, embedding);
    return embedding;
  }

  async #embedAndKeep({ stored, input }: PreparedPassage): Promise<PassageEmbedding> {
    this.options.signal?.throwIfAborted();
    const embedding = await this.options.embedder.embed(this.options.tokenizer.passageSequence(input));
    await this.options.journal.append(stored.inputHash, embedding);
    return embedding;
  }
}
