import { AutoModel, env, type PreTrainedModel, Tensor } from "@xenova/transformers";
import { FootnoteError } from "../core/errors/errors.js";
import type { ModelSettings } from "./model-settings.js";

/** Loads a part of a model with transformers.js, from where the settings say. @throws FootnoteError model_failed */
export async function loadFiles<T>(settings: ModelSettings, loading: () => Promise<T>): Promise<T> {
  env.localModelPath = settings.path;
  env.allowLocalModels = true;
  env.allowRemoteModels = settings.allowRemote;
  try {
    return await loading();
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new FootnoteError("model_failed", { model: settings.name, problem }, { cause });
  }
}

/** Loads a model's weights into a session. @param threads that it computes on @throws FootnoteError model_failed */
export function loadSession(settings: ModelSettings, threads: number): Promise<PreTrainedModel> {
  return loadFiles(settings, () =>
    AutoModel.from_pretrained(settings.name, {
      dtype: settings.dtype,
      device: "cpu",
      session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
    }),
  );
}

/** A row of whole numbers as a model takes them: of shape 1 by `length`. */
export function int64Row(length: number, value: (at: number) => number): Tensor {
  return new Tensor(
    "int64",
    BigInt64Array.from({ length }, (_, at) => BigInt(value(at))),
    [1, length],
  );
}
