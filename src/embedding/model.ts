import { access } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import type { ModelFingerprint } from "./embedder.js";
import { verifyModelFiles, weightsFile } from "./model-files.js";
import type { ModelSettings } from "./model-settings.js";
import { ModelTokenizer } from "./model-tokenizer.js";
import { downloadedModelFolder, readDimensions, TransformerModel } from "./transformer-model.js";

/** A model whose files are checked, with its tokenizer; its weights are not in memory yet. */
export interface Model {
  readonly fingerprint: ModelFingerprint;
  readonly tokenizer: ModelTokenizer;
}

/**
 * Checks the model's files against their checksums and loads its tokenizer; downloads it first where settings allow.
 * @throws FootnoteError model_missing, model_damaged, model_failed
 */
export async function openModel(settings: ModelSettings): Promise<Model> {
  const folder = await fetchModel(settings);
  const loading = Promise.all([ModelTokenizer.load(settings), readDimensions(settings)]);
  // Awaited second: what is wrong with a file says more than what the library makes of it.
  loading.catch(() => {});
  const weights = await verifyModelFiles(settings, folder);
  const [tokenizer, dimensions] = await loading;
  const { name: model, pooling, queryPrefix, passagePrefix } = settings;
  return { fingerprint: { model, weights, pooling, queryPrefix, passagePrefix, dimensions }, tokenizer };
}

/** The folder of the model's files, which a first load fills when it has to come from the hub. */
async function fetchModel(settings: ModelSettings): Promise<string> {
  const folder = join(settings.path, settings.name);
  const here = await access(join(folder, weightsFile(settings))).then(
    () => true,
    () => false,
  );
  if (here) return folder;
  if (!settings.allowRemote) throw new FootnoteError("model_missing", { model: settings.name, path: folder });
  const session = await TransformerModel.load(settings, 1);
  await ModelTokenizer.load(settings).finally(() => session.close());
  return downloadedModelFolder(settings);
}
