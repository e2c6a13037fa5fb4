import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { FootnoteError } from "../core/errors/errors.js";
import type { ModelFingerprint } from "./embedder.js";
import type { ModelSettings } from "./model-settings.js";
import { ModelTokenizer } from "./tokenizer.js";
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

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

export function weightsFile(settings: ModelSettings): string {
  return settings.dtype === "q8" ? "onnx/model_quantized.onnx" : "onnx/model.onnx";
}

/**
 * Checks every file of the model against its SHA256SUMS, where it has one, and gives the weights' sha256.
 * @throws FootnoteError model_missing, model_damaged
 */
async function verifyModelFiles(settings: ModelSettings, folder: string): Promise<string> {
  const weights = weightsFile(settings);
  const missing = new FootnoteError("model_missing", { model: settings.name, path: folder });
  await access(join(folder, weights)).catch(() => Promise.reject(missing));
  const expected = await readChecksums(join(folder, "SHA256SUMS"));
  const files = new Set([weights, ...expected.keys()]);
  const hashes = new Map<string, string>();
  for (const file of files) {
    const hash = await sha256OfFile(join(folder, file)).catch(() => Promise.reject(missing));
    if (expected.has(file) && expected.get(file) !== hash) {
      throw new FootnoteError("model_damaged", { file, model: settings.name });
    }
    hashes.set(file, hash);
  }
  return hashes.get(weights) as string;
}

/** File name to sha256, from the format of the `sha256sum` command; empty where there is no such file. */
async function readChecksums(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, "utf8").catch(() => "");
  const lines = text.matchAll(/^([0-9a-f]{64})[ *]+(?:\.\/)?(.+)$/gm);
  return new Map(Array.from(lines, ([, hash, file]) => [file as string, hash as string]));
}
