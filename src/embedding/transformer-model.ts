import { join } from "node:path";
import { AutoConfig, env, type PreTrainedModel } from "@xenova/transformers";
import type { PassageEmbedding, TokenIds, TokenSequence } from "./embedder.js";
import { int64Row, loadFiles, loadSession } from "./load-files.js";
import type { ModelSettings } from "./model-settings.js";
import { meanPool, normalise } from "./pooling.js";

/** Numbers of a vector, from the model's config.json. */
export async function readDimensions(settings: ModelSettings): Promise<number> {
  const config = await loadFiles(settings, () => AutoConfig.from_pretrained(settings.name));
  return Number((config as { hidden_size?: number }).hidden_size);
}

/** Where transformers.js keeps what it downloaded. */
export function downloadedModelFolder(settings: ModelSettings): string {
  return join(env.cacheDir ?? "", settings.name);
}

/** One session of the model. How many threads it computes on changes no vector. */
export class TransformerModel {
  readonly #dimensions: number;

  private constructor(
    private readonly model: PreTrainedModel,
    private readonly settings: ModelSettings,
  ) {
    this.#dimensions = Number((model.config as { hidden_size?: number }).hidden_size);
  }

  /** @throws FootnoteError model_failed */
  static async load(settings: ModelSettings, threads: number): Promise<TransformerModel> {
    return new TransformerModel(await loadSession(settings, threads), settings);
  }

  /** The vector of a text and those of its sentences, out of one forward pass. */
  async embed({ ids, sentences }: TokenSequence): Promise<PassageEmbedding> {
    const hidden = await this.#forward(ids);
    const vectors = new Float32Array(sentences.length * this.#dimensions);
    sentences.forEach(({ from, to }, row) => {
      vectors.set(meanPool(hidden, this.#dimensions, from, to), row * this.#dimensions);
    });
    return { vector: this.#pool(hidden, ids.length), sentences: vectors };
  }

  async close(): Promise<void> {
    await this.model.dispose();
  }

  #pool(hidden: Float32Array, tokens: number): Float32Array {
    if (this.settings.pooling === "cls") return normalise(hidden.slice(0, this.#dimensions));
    return meanPool(hidden, this.#dimensions, 0, tokens);
  }

  /** One text a call: int8 models quantise over the whole batch, so a batch mate would change the vector. */
  async #forward(ids: TokenIds): Promise<Float32Array> {
    const output = await this.model({
      input_ids: int64Row(ids.length, (at) => ids[at] as number),
      attention_mask: int64Row(ids.length, () => 1),
      token_type_ids: int64Row(ids.length, () => 0),
    });
    return (output.last_hidden_state ?? output.token_embeddings).data as Float32Array;
  }
}
