import type { ModelSettings } from "../../embedding/model-settings.js";
import { TransformersEmbedder } from "../../embedding/transformers-embedder.js";
import type { Library } from "../../search/library.js";

/** The models that a question needs, loaded. */
export type Models = Pick<Library, "embedder" | "readingModel">;

interface ModelOptions {
  /** Whether questions are read beside the best passages. */
  readonly reads: boolean;
  /** Compute vectors in a thread of its own [false]. The reader computes where it is called: the answer waits for it. */
  readonly modelThread?: boolean;
  readonly workerUrl?: URL;
  /** Told when the thread has ended: what is asked of the models from then on fails. */
  readonly onEnd: () => void;
}

/** Loads both models side by side. @throws FootnoteError model_missing, model_damaged, model_failed */
export async function loadModels(
  settings: ModelSettings,
  { reads, modelThread = false, workerUrl, onEnd }: ModelOptions,
): Promise<Models> {
  const reader = reads ? loadReader() : null;
  const end = () => {
    onEnd();
    // Nobody has the reader without the embedder.
    reader?.then((loaded) => loaded.close()).catch(() => {});
  };
  const loading = modelThread
    ? TransformersEmbedder.loadInThread(settings, end, workerUrl)
    : TransformersEmbedder.load(settings);
  const [embedder, readingModel] = await Promise.allSettled([loading, reader]);
  if (embedder.status === "fulfilled" && readingModel.status === "fulfilled") {
    return { embedder: embedder.value, readingModel: readingModel.value };
  }
  if (embedder.status === "fulfilled") await embedder.value.close();
  if (readingModel.status === "fulfilled") await readingModel.value?.close();
  throw embedder.status === "rejected" ? embedder.reason : (readingModel as PromiseRejectedResult).reason;
}

async function loadReader() {
  const { TransformersReader } = await import("../../reading/transformers-reader.js");
  return TransformersReader.load();
}
