import { access } from "node:fs/promises";
import { join } from "node:path";
import type { ModelFingerprint } from "./embedder.js";
import { verifyModelFiles, weightsFile } from "./model-files.js";
import type { ModelSettings } from "./model-settings.js";
import { downloadedModelFolder, ModelTokenizer, readDimensions, TransformerModel } from "./transformer-model.js";

/** A model whose files are checked, with its tokenizer; its weights are not in memory yet. */
export interface Model {
  readonly fingerprint: ModelFingerprint;
  readonly tokenizer: ModelTokenizer;
  /** Tokens that a passage may have: what the model reads at once, less prefix and special tokens. */
  readonly passageTokenLimit: number;
}

/**
 * Checks the model's files against their checksums and loads its tokenizer; downloads it first where settings allow.
 * @throws FootnoteError model_missing, model_damaged, model_failed
 */
export async function openModel(settings: ModelSettings): Promise<Model> {
  const [folder, tokenizer] = await Promise.all([fetchModel(settings), ModelTokenizer.load(settings)]);
  const [weights, dimensions] = await Promise.all([verifyModelFiles(settings, folder), readDimensions(settings)]);
  const { name: model, pooling, queryPrefix, passagePrefix } = settings;
  const { maxTokens, before, after } = tokenizer;
  return {
    fingerprint: { model, weights, pooling, queryPrefix, passagePrefix, dimensions },
    tokenizer,
    passageTokenLimit: maxTokens - before.length - after.length - tokenizer.tokenize(passagePrefix).length,
  };
}

/** The folder of the model's files, which a first load fills when it has to come from the hub. */
async function fetchModel(settings: ModelSettings): Promise<string> {
  const folder = join(settings.path, settings.name);
  const here = await access(join(folder, weightsFile(settings))).then(
    () => true,
    () => false,
  );
  if (here || !settings.allowRemote) return folder;
  const session = await TransformerModel.load(settings, await ModelTokenizer.load(settings), 1);
  await session.close();
  return downloadedModelFolder(settings);
}
