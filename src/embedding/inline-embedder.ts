import { FootnoteError } from "../core/errors/errors.js";
import type { PassageEmbedding, SequenceEmbedder, TokenSequence } from "./embedder.js";
import type { ModelSettings } from "./model-settings.js";
import { TransformerModel } from "./transformer-model.js";

/** Embeds in this thread, one text after another: for a few texts, a thread of its own would only load the model twice. */
export class InlineEmbedder implements SequenceEmbedder {
  #session: Promise<TransformerModel> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @param threads that the session computes on */
  constructor(
    private readonly settings: ModelSettings,
    private readonly threads: number,
  ) {}

  /** Loads the model with the first text. @throws FootnoteError model_failed, interrupted */
  embed(sequence: TokenSequence): Promise<PassageEmbedding> {
    const embedding = this.#last.then(async () => {
      if (this.#closed) throw new FootnoteError("interrupted", {});
      this.#session ??= TransformerModel.load(this.settings, this.threads);
      return (await this.#session).embed(sequence);
    });
    this.#last = embedding.catch(() => {});
    return embedding;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const session = this.#session;
    this.#session = null;
    await this.#last;
    await (await session?.catch(() => null))?.close();
  }
}
