import type { IndexJob, SyncProgress, SyncResult } from "../../contract/index-state.js";
import type { Problem } from "../../contract/problem.js";
import { call, callJson, problemFailure, readJson } from "./api.js";
import { readEvents } from "./ask.js";
import { CallFailed, unexpected } from "./failure.js";

interface Listener {
  readonly started: (jobId: string) => void;
  readonly progressed: (progress: SyncProgress) => void;
}

/** Starts a rebuild and follows it to its end; `null` when it was cancelled. @throws CallFailed */
export async function build(
  full: boolean,
  token: string | null,
  signal: AbortSignal,
  listener: Listener,
): Promise<SyncResult | null> {
  const response = await call("/v1/index/jobs", { method: "POST", body: { full }, token, signal });
  return follow(await readJson<IndexJob>(response, signal), token, signal, listener);
}

/** Follows the rebuild that runs; `undefined` when there is none. @throws CallFailed */
export async function findBuild(
  token: string | null,
  signal: AbortSignal,
  listener: Listener,
): Promise<SyncResult | null | undefined> {
  const { jobs } = await callJson<{ readonly jobs: readonly IndexJob[] }>("/v1/index/jobs", { token, signal });
  const job = jobs.find(({ state }) => state === "queued" || state === "running");
  return job && follow(job, token, signal, listener);
}

async function follow(
  job: IndexJob,
  token: string | null,
  signal: AbortSignal,
  { started, progressed }: Listener,
): Promise<SyncResult | null> {
  started(job.id);
  const events = await call(`${jobPath(job.id)}/events`, { accept: "text/event-stream", token, signal });
  for await (const { event, data } of readEvents(events, signal)) {
    if (event === "error") throw new CallFailed(problemFailure(data as Problem));
    if (event === "end") return endOf(data as IndexJob);
    const { progress } = data as IndexJob;
    if (event === "progress" && progress !== null) progressed(progress);
  }
  // The stream was cut off; how the job ended stands in the job.
  return endOf(await callJson<IndexJob>(jobPath(job.id), { token, signal }));
}

/** @throws CallFailed */
export async function cancelBuild(jobId: string, token: string | null, signal: AbortSignal): Promise<void> {
  await call(jobPath(jobId), { method: "DELETE", token, signal });
}

function jobPath(jobId: string): string {
  return `/v1/index/jobs/${encodeURIComponent(jobId)}`;
}

function endOf({ state, result, problem }: IndexJob): SyncResult | null {
  if (state === "cancelled") return null;
  if (problem !== null) throw new CallFailed(problemFailure(problem));
  if (result === null) throw new CallFailed(unexpected(`a rebuild that is ${state}`));
  return result;
}
