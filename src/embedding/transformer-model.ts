import { join } from "node:path";
import {
  AutoConfig,
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from "@xenova/transformers";
import { FootnoteError } from "../core/errors.js";
import type { PassageEmbedding, PassageInput, TokenIds } from "./embedder.js";
import type { ModelSettings } from "./model-settings.js";
import { meanPool, normalise } from "./pooling.js";
import { WordCache } from "./word-cache.js";

function configure(settings: ModelSettings): void {
  env.localModelPath = settings.path;
  env.allowLocalModels = true;
  env.allowRemoteModels = settings.allowRemote;
}

async function load<T>(settings: ModelSettings, loading: () => Promise<T>): Promise<T> {
  configure(settings);
  try {
    return await loading();
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new FootnoteError("model_failed", { model: settings.name, problem }, { cause });
  }
}

/** Numbers of a vector, from the model's config.json. */
export async function readDimensions(settings: ModelSettings): Promise<number> {
  const config = await load(settings, () => AutoConfig.from_pretrained(settings.name));
  return Number((config as { hidden_size?: number }).hidden_size);
}

/** Where transformers.js keeps what it downloaded. */
export function downloadedModelFolder(settings: ModelSettings): string {
  return join(env.cacheDir ?? "", settings.name);
}

/** The model's tokenizer, with what has to stand around a text before the model reads it. */
export class ModelTokenizer {
  /** Tokens that the model reads at once, special ones included. */
  readonly maxTokens: number;
  /** Special tokens before and after a text (BERT: [CLS], [SEP]). */
  readonly before: TokenIds;
  readonly after: TokenIds;
  readonly #words: WordCache | null;

  private constructor(private readonly tokenizer: PreTrainedTokenizer) {
    const limit = Number(tokenizer.config?.model_max_length ?? 512);
    this.maxTokens = Math.min(Number.isFinite(limit) && limit > 0 ? limit : 512, 8192);
    const bare = tokenizer.encode("a", { add_special_tokens: false });
    const dressed = tokenizer.encode("a");
    const at = dressed.indexOf(bare[0] as number);
    this.before = dressed.slice(0, at);
    this.after = dressed.slice(at + bare.length);
    this.#words = WordCache.suits(tokenizer) ? new WordCache((word) => this.#encode(word)) : null;
  }

  static async load(settings: ModelSettings): Promise<ModelTokenizer> {
    return new ModelTokenizer(await load(settings, () => AutoTokenizer.from_pretrained(settings.name)));
  }

  /** Tokens without special ones, never truncated. */
  tokenize(text: string): TokenIds {
    return this.#words ? this.#words.tokenize(text) : this.#encode(text);
  }

  #encode(text: string): number[] {
    return this.tokenizer.encode(text, { add_special_tokens: false });
  }
}

/** One session of the model, on one thread. */
export class TransformerModel {
  private constructor(
    private readonly model: PreTrainedModel,
    private readonly settings: ModelSettings,
    private readonly tokenizer: ModelTokenizer,
    private readonly prefix: { readonly query: TokenIds; readonly passage: TokenIds },
    readonly dimensions: number,
  ) {}

  static async load(settings: ModelSettings, tokenizer: ModelTokenizer, threads: number): Promise<TransformerModel> {
    const model = await load(settings, () =>
      AutoModel.from_pretrained(settings.name, {
        dtype: settings.dtype,
        device: "cpu",
        session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
      }),
    );
    const prefix = {
      query: tokenizer.tokenize(settings.queryPrefix),
      passage: tokenizer.tokenize(settings.passagePrefix),
    };
    const { hidden_size } = model.config as { hidden_size?: number };
    return new TransformerModel(model, settings, tokenizer, prefix, Number(hidden_size));
  }

  async embedQuery(question: TokenIds): Promise<Float32Array> {
    const { before, after, maxTokens } = this.tokenizer;
    const room = maxTokens - before.length - after.length - this.prefix.query.length;
    const ids = [...before, ...this.prefix.query, ...question.slice(0, room), ...after];
    return this.#pool(await this.#forward(ids), ids.length);
  }

  /** Passage vector and sentence vectors out of one forward pass. */
  async embedPassage({ context, sentences }: PassageInput): Promise<PassageEmbedding> {
    const { before, after, maxTokens } = this.tokenizer;
    const ids = [...before, ...this.prefix.passage, ...context, ...sentences.flat(), ...after];
    if (ids.length > maxTokens) throw new RangeError(`a passage of ${ids.length} tokens; the model reads ${maxTokens}`);
    const hidden = await this.#forward(ids);
    const vectors = new Float32Array(sentences.length * this.dimensions);
    let from = before.length + this.prefix.passage.length + context.length;
    sentences.forEach((tokens, row) => {
      vectors.set(meanPool(hidden, this.dimensions, from, from + tokens.length), row * this.dimensions);
      from += tokens.length;
    });
    return { vector: this.#pool(hidden, ids.length), sentences: vectors };
  }

  async close(): Promise<void> {
    await this.model.dispose();
  }

  #pool(hidden: Float32Array, tokens: number): Float32Array {
    if (this.settings.pooling === "cls") return normalise(hidden.slice(0, this.dimensions));
    return meanPool(hidden, this.dimensions, 0, tokens);
  }

  /** One text a call: int8 models quantise over the whole batch, so a batch mate would change the vector. */
  async #forward(ids: TokenIds): Promise<Float32Array> {
    const row = (fill: (i: number) => bigint) =>
      new Tensor(
        "int64",
        BigInt64Array.from(ids, (_, i) => fill(i)),
        [1, ids.length],
      );
    const output = await this.model({
      input_ids: row((i) => BigInt(ids[i] as number)),
      attention_mask: row(() => 1n),
      token_type_ids: row(() => 0n),
    });
    return (output.last_hidden_state ?? output.token_embeddings).data as Float32Array;
  }
}
