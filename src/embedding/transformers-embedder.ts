import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Embedder, ModelFingerprint, PassageEmbedding, PassageInput, TokenIds } from "./embedder.js";
import { verifyModelFiles, weightsFile } from "./model-files.js";
import type { ModelSettings } from "./model-settings.js";
import { downloadedModelFolder, ModelTokenizer, TransformerModel } from "./transformer-model.js";

/** Embeds in this thread. What a process that asks questions needs; a build uses the pool. */
export class TransformersEmbedder implements Embedder {
  readonly passageTokenLimit: number;

  private constructor(
    readonly fingerprint: ModelFingerprint,
    private readonly tokenizer: ModelTokenizer,
    private readonly model: TransformerModel,
  ) {
    this.passageTokenLimit = passageTokenLimit(tokenizer, fingerprint.passagePrefix);
  }

  /** @throws FootnoteError model_missing, model_damaged, model_failed */
  static async load(settings: ModelSettings, threads = 1): Promise<TransformersEmbedder> {
    const local = await verifyWeights(settings);
    const tokenizer = await ModelTokenizer.load(settings);
    const model = await TransformerModel.load(settings, tokenizer, threads);
    const weights = local ?? (await verifyModelFiles(settings, downloadedModelFolder(settings)));
    return new TransformersEmbedder(fingerprintOf(settings, weights, model.dimensions), tokenizer, model);
  }

  tokenize(text: string): TokenIds {
    return this.tokenizer.tokenize(text);
  }

  embedQuery(question: string): Promise<Float32Array> {
    return this.model.embedQuery(this.tokenizer.tokenize(question));
  }

  embedPassage(passage: PassageInput): Promise<PassageEmbedding> {
    return this.model.embedPassage(passage);
  }

  close(): Promise<void> {
    return this.model.close();
  }
}

/** The weights' sha256, or `null` for a model that is yet to be downloaded. */
async function verifyWeights(settings: ModelSettings): Promise<string | null> {
  const here = await access(join(settings.path, settings.name, weightsFile(settings))).then(
    () => true,
    () => false,
  );
  return here || !settings.allowRemote ? verifyModelFiles(settings) : null;
}

function fingerprintOf(settings: ModelSettings, weights: string, dimensions: number): ModelFingerprint {
  const { name: model, pooling, queryPrefix, passagePrefix } = settings;
  return { model, weights, pooling, queryPrefix, passagePrefix, dimensions };
}

export function passageTokenLimit(tokenizer: ModelTokenizer, prefix: string): number {
  return tokenizer.maxTokens - tokenizer.before.length - tokenizer.after.length - tokenizer.tokenize(prefix).length;
}
