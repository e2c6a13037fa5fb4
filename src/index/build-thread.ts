import { Worker } from "node:worker_threads";
import { FootnoteError } from "../core/errors.js";
import { fromPortable } from "../core/portable-error.js";
import type { BuildOptions } from "./build-index.js";
import type { BuildJob, BuildReport } from "./build-worker.js";
import { releaseForThread } from "./lock.js";
import type { SyncResult } from "./sync-progress.js";

interface ThreadOptions {
  /** Compiled worker file [the one beside this module]. */
  readonly workerUrl?: URL;
  /** Megabytes of JavaScript objects that the build may need [Node's own limit]. */
  readonly memory?: number;
}

/**
 * Builds as `buildIndex` does, over the store in its index folder, in a thread that lets every other one go first.
 * @throws FootnoteError as `buildIndex` does, and index_out_of_memory
 */
export async function buildInThread(
  job: BuildJob,
  { onProgress, signal }: Pick<BuildOptions, "onProgress" | "signal">,
  { workerUrl = new URL("./build-worker.js", import.meta.url), memory }: ThreadOptions = {},
): Promise<SyncResult> {
  const worker = new Worker(workerUrl, {
    workerData: job,
    ...(memory !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memory } }),
  });
  const callOff = () => worker.postMessage("call off");
  signal?.addEventListener("abort", callOff, { once: true });
  if (signal?.aborted) callOff();
  try {
    return await new Promise<SyncResult>((resolve, reject) => {
      worker.on("message", (report: BuildReport) => {
        if (report.kind === "progress") onProgress?.(report.progress);
        else if (report.kind === "done") resolve(report.result);
        else reject(fromPortable(report.failure));
      });
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`the build's thread ended with code ${code}`)));
    });
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    // The thread could not tidy up: without this the next build would wait for a process that no longer builds.
    await releaseForThread(job.indexFolder).catch(() => {});
    const isMemory = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
    throw isMemory ? new FootnoteError("index_out_of_memory", { path: job.indexFolder }, { cause: error }) : error;
  } finally {
    signal?.removeEventListener("abort", callOff);
    // By now nothing computes in it.
    await worker.terminate();
  }
}
