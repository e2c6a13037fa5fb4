import type { Embedder, ModelFingerprint, PassageEmbedding, PassageInput, TokenIds } from "./embedder.js";
import { type Model, openModel } from "./model.js";
import type { ModelSettings } from "./model-settings.js";
import { TransformerModel } from "./transformer-model.js";

/** Embeds in this thread. What a process that asks questions needs; a build uses the pool. */
export class TransformersEmbedder implements Embedder {
  private constructor(
    private readonly model: Model,
    private readonly session: TransformerModel,
  ) {}

  /** @throws FootnoteError model_missing, model_damaged, model_failed */
  static async load(settings: ModelSettings, threads = 1): Promise<TransformersEmbedder> {
    const model = await openModel(settings);
    return new TransformersEmbedder(model, await TransformerModel.load(settings, threads));
  }

  get fingerprint(): ModelFingerprint {
    return this.model.fingerprint;
  }

  get passageTokenLimit(): number {
    return this.model.tokenizer.passageTokenLimit;
  }

  tokenize(text: string): TokenIds {
    return this.model.tokenizer.tokenize(text);
  }

  async embedQuery(question: string): Promise<Float32Array> {
    return (await this.session.embed(this.model.tokenizer.querySequence(question))).vector;
  }

  async embedPassage(passage: PassageInput): Promise<PassageEmbedding> {
    return this.session.embed(this.model.tokenizer.passageSequence(passage));
  }

  close(): Promise<void> {
    return this.session.close();
  }
}
