/** The thread of an embedding pool: one session of the model, one computing thread. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { TokenSequence } from "./embedder.js";
import { letOthersFirst } from "./lower-priority.js";
import type { ModelSettings } from "./model-settings.js";
import { TransformerModel } from "./transformer-model.js";

export interface EmbeddingJob {
  readonly id: number;
  readonly sequence: TokenSequence;
}

export interface WorkerData {
  readonly settings: ModelSettings;
  /** Lets every other thread go first. */
  readonly isBackground: boolean;
}

export type WorkerReply =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly id: number; readonly vector: Float32Array; readonly sentences: Float32Array }
  | { readonly kind: "failed"; readonly id: number; readonly error: unknown };

async function embedFor(port: MessagePort, { settings, isBackground }: WorkerData): Promise<void> {
  if (isBackground) letOthersFirst();
  const model = await TransformerModel.load(settings, 1);
  const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  port.on("message", async ({ id, sequence }: EmbeddingJob) => {
    try {
      const { vector, sentences } = await model.embed(sequence);
      const buffers = [vector.buffer as ArrayBuffer, sentences.buffer as ArrayBuffer];
      reply({ kind: "done", id, vector, sentences }, buffers);
    } catch (error) {
      reply({ kind: "failed", id, error });
    }
  });
  reply({ kind: "ready" });
}

// Not awaited: Node ends with a crash where a thread is ended while its module still waits.
if (parentPort) void embedFor(parentPort, workerData as WorkerData);
