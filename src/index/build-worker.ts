/** The thread of one build: it reads, splits and writes apart from the thread that people and requests wait for. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { type PortableError, toPortable } from "../core/portable-error.js";
import { letOthersFirst } from "../embedding/let-others-first.js";
import { type BuildOptions, buildIndex } from "./build-index.js";
import { OramaStore } from "./store/orama-store.js";
import type { SyncProgress, SyncResult } from "./sync-progress.js";

/** What a build is told, without what can't go to another thread. */
export interface BuildJob extends Omit<BuildOptions, "store" | "pool" | "readingWorkerUrl" | "onProgress" | "signal"> {
  readonly workers: number | undefined;
}

export type BuildReport =
  | { readonly kind: "progress"; readonly progress: SyncProgress }
  | { readonly kind: "done"; readonly result: SyncResult }
  | { readonly kind: "failed"; readonly failure: PortableError };

/** A message for each passage would only keep the other thread busy. */
const PROGRESS_INTERVAL_MS = 50;

async function build(port: MessagePort, { workers, ...job }: BuildJob): Promise<void> {
  const calledOff = new AbortController();
  port.once("message", () => calledOff.abort());
  const report = (message: BuildReport) => port.postMessage(message);
  let reportedAt = Number.NEGATIVE_INFINITY;
  let phase = "";
  const onProgress = (progress: SyncProgress) => {
    if (progress.phase === phase && performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = performance.now();
    phase = progress.phase;
    report({ kind: "progress", progress });
  };
  try {
    const store = new OramaStore(job.indexFolder);
    const pool = workers === undefined ? {} : { workers };
    report({ kind: "done", result: await buildIndex({ ...job, store, pool, onProgress, signal: calledOff.signal }) });
  } catch (error) {
    report({ kind: "failed", failure: toPortable(error) });
  }
}

if (parentPort) {
  letOthersFirst();
  // Not awaited: Node ends with a crash where a thread is ended while its module still waits.
  void build(parentPort, workerData as BuildJob);
}
