/** The process of one build: it reads, embeds and writes apart from the process that people and requests wait for. */

import { writeFile } from "node:fs/promises";
import { platform } from "node:os";
import type { SyncProgress, SyncResult } from "../../contract/index-state.js";
import { type PortableError, toPortable } from "../../core/errors/errors.js";
import { paced } from "../../core/heard-events.js";
import { letOthersFirst } from "../../embedding/lower-priority.js";
import { openStore } from "../../store/open-store.js";
import type { StorePlace } from "../../store/store-place.js";
import { type BuildOptions, buildIndex } from "./build-index.js";

/** What a build is told, without what can't go to another process. */
export interface BuildJob
  extends Omit<BuildOptions, "store" | "pool" | "readingWorkerUrl" | "ocrWorkerUrl" | "onProgress" | "signal"> {
  /** Where the index is kept. */
  readonly place: StorePlace;
  readonly workers: number | undefined;
}

export type BuildCall = { readonly kind: "build"; readonly job: BuildJob } | { readonly kind: "call_off" };

export type BuildReport =
  | { readonly kind: "progress"; readonly progress: SyncProgress }
  | { readonly kind: "done"; readonly result: SyncResult }
  | { readonly kind: "failed"; readonly failure: PortableError };

/** A message for each passage would only keep the other process busy. */
const PROGRESS_INTERVAL_MS = 50;

async function build({ place, workers, ...job }: BuildJob, signal: AbortSignal): Promise<BuildReport> {
  const onProgress = paced(PROGRESS_INTERVAL_MS, (progress) => report({ kind: "progress", progress }));
  const store = openStore(place);
  try {
    const pool = workers === undefined ? {} : { workers };
    return { kind: "done", result: await buildIndex({ ...job, store, pool, onProgress, signal }) };
  } catch (error) {
    return { kind: "failed", failure: toPortable(error) };
  } finally {
    await store.close().catch(() => {});
  }
}

/** Where memory runs out, Linux ends this process before the one that started it. */
function offerToEnd(): void {
  if (platform() === "linux") writeFile("/proc/self/oom_score_adj", "500").catch(() => {});
}

/** Nobody hears it where the other process is gone. */
function report(message: BuildReport, over = () => {}): void {
  if (process.connected) process.send?.(message, over);
}

/** Without the channel nothing keeps this process. */
function leave(): void {
  if (process.connected) process.disconnect();
}

letOthersFirst();
offerToEnd();
const calledOff = new AbortController();
// A terminal sends its signals to both processes, and the other one may be gone without a word.
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => calledOff.abort());
process.on("message", async (call: BuildCall) => {
  if (call.kind === "call_off") return calledOff.abort();
  report(await build(call.job, calledOff.signal), leave);
});
