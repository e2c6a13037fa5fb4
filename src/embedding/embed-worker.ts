/** The thread of an embedding pool: one session of the model, one computing thread. */
import { parentPort, workerData } from "node:worker_threads";
import type { PassageInput } from "./embedder.js";
import type { ModelSettings } from "./model-settings.js";
import { ModelTokenizer, TransformerModel } from "./transformer-model.js";

export interface PassageJob {
  readonly id: number;
  readonly passage: PassageInput;
}

export type WorkerReply =
  | { readonly kind: "ready"; readonly dimensions: number }
  | { readonly kind: "done"; readonly id: number; readonly vector: Float32Array; readonly sentences: Float32Array }
  | { readonly kind: "failed"; readonly id: number; readonly error: unknown };

const port = parentPort;
if (port) {
  const settings = workerData as ModelSettings;
  const model = await TransformerModel.load(settings, await ModelTokenizer.load(settings), 1);
  const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  port.on("message", async ({ id, passage }: PassageJob) => {
    try {
      const { vector, sentences } = await model.embedPassage(passage);
      const buffers = [vector.buffer as ArrayBuffer, sentences.buffer as ArrayBuffer];
      reply({ kind: "done", id, vector, sentences }, buffers);
    } catch (error) {
      reply({ kind: "failed", id, error });
    }
  });
  reply({ kind: "ready", dimensions: model.dimensions });
}
