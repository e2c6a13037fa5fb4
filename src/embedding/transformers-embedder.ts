import type {
  Embedder,
  ModelFingerprint,
  PassageEmbedding,
  PassageInput,
  SequenceEmbedder,
  TokenIds,
} from "./embedder.js";
import { type Model, openModel } from "./model.js";
import type { ModelSettings } from "./model-settings.js";
import { TransformerModel } from "./transformer-model.js";

/** The loaded model: its tokenizer in this thread, its session here or in a thread of its own. */
export class TransformersEmbedder implements Embedder {
  private constructor(
    private readonly model: Model,
    private readonly session: SequenceEmbedder,
  ) {}

  /** Computes in this thread: nothing has to be started first. @throws FootnoteError model_missing, model_damaged, model_failed */
  static async load(settings: ModelSettings): Promise<TransformersEmbedder> {
    const model = await openModel(settings);
    return new TransformersEmbedder(model, await TransformerModel.load(settings, 1));
  }

  /**
   * Computes in a thread of its own, so that a process that answers many keeps this one for everything else.
   * @param onEnd told when the thread has ended: what is asked of this embedder from then on fails
   * @throws FootnoteError model_missing, model_damaged, model_failed
   */
  static async loadInThread(
    settings: ModelSettings,
    onEnd: () => void,
    workerUrl?: URL,
  ): Promise<TransformersEmbedder> {
    const model = await openModel(settings);
    const { EmbeddingPool } = await import("./embedding-pool.js");
    const pool = new EmbeddingPool(settings, {
      workers: 1,
      isBackground: false,
      onEnd,
      ...(workerUrl && { workerUrl }),
    });
    await pool.ready();
    return new TransformersEmbedder(model, pool);
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
