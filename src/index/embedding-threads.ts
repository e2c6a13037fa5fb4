import { availableParallelism } from "node:os";
import { EmbeddingPool, type PoolOptions } from "../embedding/embedding-pool.js";
import type { ModelSettings } from "../embedding/model-settings.js";

/** Of files to read that a thread is worth: for less, a second one loads the model for as long as it would save. */
const BYTES_A_WORKER = 16_384;

/** The embedding pool of one build: as many threads as its work is worth, and none if nothing has to be embedded. */
export class EmbeddingThreads {
  #workers = 1;
  #pool: EmbeddingPool | null = null;

  constructor(
    private readonly model: ModelSettings,
    private readonly options: PoolOptions,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /**
   * Says how much there is to read; the threads then load the model while the build gets ready.
   * @param bytes of the files
   */
  expect(bytes: number): void {
    this.#workers = Math.ceil(bytes / BYTES_A_WORKER);
    // A model that may have to be downloaded first is loaded later: downloading is done once, by the main thread.
    if (bytes > 0 && !this.model.allowRemote) this.pool();
  }

  pool(): EmbeddingPool {
    if (!this.#pool) {
      const cores = this.options.workers ?? availableParallelism();
      const workers = Math.max(1, Math.min(cores, this.#workers));
      const pool = new EmbeddingPool(this.model, {
        ...this.options,
        workers,
        threadsPerWorker: Math.floor(cores / workers),
      });
      this.signal?.addEventListener("abort", () => pool.close(), { once: true });
      this.#pool = pool;
    }
    return this.#pool;
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }
}
