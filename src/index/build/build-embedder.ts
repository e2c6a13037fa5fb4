import { availableParallelism } from "node:os";
import type { PassageEmbedding, SequenceEmbedder, TokenSequence } from "../../embedding/embedder.js";
import { EmbeddingPool, type PoolOptions } from "../../embedding/embedding-pool.js";
import type { ModelSettings } from "../../embedding/model-settings.js";

/** Of files to read: for less, threads of their own load the model for longer than they save. */
const POOL_FROM_BYTES = 32_768;

/** The embedder of one build: threads for much work, this thread for a little, and none if nothing has to be embedded. */
export class BuildEmbedder implements SequenceEmbedder {
  #pooled = false;
  #embedder: Promise<SequenceEmbedder> | null = null;

  constructor(
    private readonly model: ModelSettings,
    private readonly options: PoolOptions,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /**
   * Says how much there is to read. Threads are started at once, and load the model while the build gets ready.
   * @param bytes of the files
   */
  expect(bytes: number): void {
    this.#pooled = bytes >= POOL_FROM_BYTES;
    // A model that may have to be downloaded is loaded later: downloading is done once, by the main thread.
    if (this.#pooled && !this.model.allowRemote) this.#start();
  }

  async embed(sequence: TokenSequence): Promise<PassageEmbedding> {
    const embedder = await this.#start();
    this.signal?.throwIfAborted();
    return embedder.embed(sequence);
  }

  async close(): Promise<void> {
    this.signal?.removeEventListener("abort", this.#onAbort);
    await (await this.#embedder?.catch(() => null))?.close();
  }

  /** Whoever waits for a vector hears of it; that a session can't be closed changes nothing then. */
  readonly #onAbort = (): void => {
    this.close().catch(() => {});
  };

  #start(): Promise<SequenceEmbedder> {
    if (!this.#embedder) {
      this.#embedder = this.#pooled ? this.#pool() : this.#inline();
      this.signal?.addEventListener("abort", this.#onAbort, { once: true });
    }
    return this.#embedder;
  }

  async #pool(): Promise<SequenceEmbedder> {
    return new EmbeddingPool(this.model, this.options);
  }

  async #inline(): Promise<SequenceEmbedder> {
    const { InlineEmbedder } = await import("../../embedding/inline-embedder.js");
    return new InlineEmbedder(this.model, this.options.workers ?? availableParallelism());
  }
}
