import { Worker } from "node:worker_threads";
import { fromPortable } from "../core/portable-error.js";
import type { BuildOptions } from "./build-index.js";
import type { BuildJob, BuildReport } from "./build-worker.js";
import type { SyncResult } from "./sync-progress.js";

/**
 * Builds as `buildIndex` does, over the store in its index folder, in a thread that lets every other one go first.
 * @param workerUrl compiled worker file [the one beside this module]
 * @throws FootnoteError as `buildIndex` does
 */
export async function buildInThread(
  job: BuildJob,
  { onProgress, signal }: Pick<BuildOptions, "onProgress" | "signal">,
  workerUrl = new URL("./build-worker.js", import.meta.url),
): Promise<SyncResult> {
  const worker = new Worker(workerUrl, { workerData: job });
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
  } finally {
    signal?.removeEventListener("abort", callOff);
    // By now nothing computes in it.
    await worker.terminate();
  }
}
