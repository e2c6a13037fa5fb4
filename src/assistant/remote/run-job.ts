import { setTimeout as delay } from "node:timers/promises";
import {
  type IndexJob,
  IndexJobListSchema,
  IndexJobSchema,
  isOver,
  type SyncResult,
} from "../../contract/index-state.js";
import { ProblemSchema } from "../../contract/problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { SyncOptions } from "../assistant.js";
import type { ServerConnection } from "./server-connection.js";
import { reportedFailure } from "./server-failure.js";

const JOBS = "v1/index/jobs";

/**
 * Has the server bring its index up to date. Waits for a job of somebody else, as builds in one process do.
 * Called off by the signal, it returns when the build has stopped.
 * @throws FootnoteError as the build does on the server, also interrupted; or server_…
 */
export async function runJob(
  server: ServerConnection,
  { full = false, onProgress, signal }: SyncOptions,
): Promise<SyncResult> {
  const { id } = await startJob(server, full, signal);
  let end: IndexJob;
  try {
    end = await followJob(server, id, signal, ({ progress }) => progress && onProgress?.(progress));
  } catch (error) {
    if (!signal?.aborted && !server.ended.aborted) throw error;
    end = await cancelJob(server, id);
    // It may have been done before it could be stopped.
    if (end.state !== "done") throw new FootnoteError("interrupted", {}, { cause: error });
  }
  return resultOf(end, server);
}

async function startJob(server: ServerConnection, full: boolean, signal: AbortSignal | undefined) {
  for (;;) {
    if (signal?.aborted) throw new FootnoteError("interrupted", {}, { cause: signal.reason });
    try {
      // A job whose id is never heard could not be cancelled: nothing calls this off.
      const call = { method: "POST", path: JOBS, body: { full }, outlivesClosing: true } as const;
      return await server.call(call, IndexJobSchema);
    } catch (error) {
      if (!(error instanceof FootnoteError) || error.code !== "index_job_running") throw error;
      const { jobs } = await server.call({ method: "GET", path: JOBS, signal }, IndexJobListSchema);
      const running = jobs.find((job) => !isOver(job));
      if (running) await waitFor(server, running.id, signal);
    }
  }
}

async function waitFor(server: ServerConnection, id: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await followJob(server, id, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    // Another one's job is left alone; what follows sees the signal.
  }
}

/** What passes: the way to the server is broken, or it has no room for one more stream. */
const PASSING: readonly string[] = ["server_cut_off", "server_unreachable", "server_silent", "server_asks_to_wait"];

/**
 * The job as it ended. Events that break off are asked for again: they begin with the job as it is then. It is given up
 * when the connection has failed too often with no news in between.
 */
async function followJob(
  server: ServerConnection,
  id: string,
  signal: AbortSignal | undefined,
  onChange: (job: IndexJob) => void = () => {},
): Promise<IndexJob> {
  let told = "";
  for (let failures = 0; ; failures++) {
    try {
      for await (const job of jobEvents(server, id, signal)) {
        const now = JSON.stringify(job);
        if (now === told) continue;
        told = now;
        failures = 0;
        onChange(job);
        if (isOver(job)) return job;
      }
      throw new FootnoteError("server_cut_off", { server: server.address.shown });
    } catch (error) {
      const wait = server.retryMs[failures];
      if (!(error instanceof FootnoteError && PASSING.includes(error.code)) || wait === undefined) throw error;
      const called = AbortSignal.any([server.ended, ...(signal ? [signal] : [])]);
      // Called off, the next call says why.
      await delay(wait, undefined, { signal: called }).catch(() => {});
    }
  }
}

async function* jobEvents(server: ServerConnection, id: string, signal: AbortSignal | undefined) {
  const path = `${JOBS}/${encodeURIComponent(id)}/events`;
  for await (const { event, data } of server.events({ method: "GET", path, signal })) {
    if (event === "error") throw reportedFailure(server.read(data, ProblemSchema), server.address.shown);
    yield server.read(data, IndexJobSchema);
  }
}

function cancelJob(server: ServerConnection, id: string): Promise<IndexJob> {
  const path = `${JOBS}/${encodeURIComponent(id)}`;
  return server.call({ method: "DELETE", path, outlivesClosing: true }, IndexJobSchema);
}

function resultOf({ state, result, problem }: IndexJob, { address: { shown } }: ServerConnection): SyncResult {
  if (state === "done" && result) return result;
  if (problem) throw reportedFailure(problem, shown);
  throw new FootnoteError("server_failed", { server: shown, problem: `the build there is ${state}` });
}
