import { env } from "@xenova/transformers";
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
