import type { PassageEmbedding } from "../embedding/embedder.js";
import type { EmbeddingPool } from "../embedding/embedding-pool.js";
import type { EmbeddingJournal } from "./embedding-journal.js";
import type { PreparedPassage } from "./passage-record.js";
import type { IndexReader, PassageRecord } from "./store/index-store.js";
import { mapInTurns } from "./take-turns.js";

/** Passages that may wait for a thread before the next file is read. */
const LOOK_AHEAD_PASSAGES = 64;

export interface VectorSourceOptions {
  readonly previous: IndexReader | null;
  readonly journal: EmbeddingJournal;
  /** Called with the first passage that has no vector yet. */
  readonly startPool: () => Promise<EmbeddingPool>;
  readonly onPassage: (embedded: boolean) => void;
  readonly signal: AbortSignal | undefined;
}

/** Where a build's vectors come from: the index as it was, an interrupted build's journal, or the model. */
export class VectorSource {
  #pool: Promise<EmbeddingPool> | null = null;
  /** Passages that are split and not embedded, and what waits for them to become fewer. */
  #waiting = 0;
  #onRoom: (() => void) | null = null;
  /** Passages that the model is at work on, by the hash of its input: a copy of a file waits for the first. */
  readonly #running = new Map<string, Promise<PassageEmbedding>>();

  constructor(private readonly options: VectorSourceOptions) {
    options.signal?.addEventListener("abort", this.#closePool);
  }

  /** The vectors of a document's passages; those that only differ from others in where they stand share them. */
  async vectorsOf(prepared: readonly PreparedPassage[]): Promise<PassageRecord[]> {
    this.#waiting += prepared.length;
    const known = await this.options.previous?.embeddings(prepared.map(({ stored }) => stored.inputHash));
    const records = await mapInTurns(
      prepared,
      (passage) => {
        const record = this.#record(passage, known?.get(passage.stored.inputHash));
        // All are awaited together, at the end; until then a failure must not count as unhandled.
        record.catch(() => {});
        return record;
      },
      this.options.signal,
    );
    return Promise.all(records);
  }

  async #record(passage: PreparedPassage, known: PassageEmbedding | undefined): Promise<PassageRecord> {
    const { inputHash } = passage.stored;
    const kept = known ?? (await this.options.journal.get(inputHash)) ?? this.#running.get(inputHash);
    const { vector, sentences } = await (kept ?? this.#embed(passage));
    if (--this.#waiting <= LOOK_AHEAD_PASSAGES) this.#onRoom?.();
    this.options.onPassage(kept === undefined);
    return { passage: passage.stored, titles: passage.titles, vector, sentenceVectors: sentences };
  }

  /** Resolves when few enough passages wait for the model that another file may be read. */
  async room(): Promise<void> {
    while (this.#waiting > LOOK_AHEAD_PASSAGES) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.options.signal?.removeEventListener("abort", this.#closePool);
    await this.#closePool();
  }

  /** What still waits for a thread is rejected. */
  readonly #closePool = async (): Promise<void> => {
    const pool = await this.#pool?.catch(() => null);
    await pool?.close();
  };

  #embed(passage: PreparedPassage): Promise<PassageEmbedding> {
    const { inputHash } = passage.stored;
    const embedding = this.#embedAndKeep(passage).finally(() => this.#running.delete(inputHash));
    this.#running.set(inputHash, embedding);
    return embedding;
  }

  async #embedAndKeep({ stored, input }: PreparedPassage): Promise<PassageEmbedding> {
    this.#pool ??= this.options.startPool();
    const pool = await this.#pool;
    this.options.signal?.throwIfAborted();
    const embedding = await pool.embedPassage(input);
    await this.options.journal.append(stored.inputHash, embedding);
    return embedding;
  }
}
