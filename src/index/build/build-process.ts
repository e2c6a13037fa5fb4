import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SyncResult } from "../../contract/index-state.js";
import { FootnoteError, fromPortable } from "../../core/errors/errors.js";
import type { BuildCall, BuildJob, BuildReport } from "./build-child.js";
import type { BuildOptions } from "./build-index.js";

interface ProcessOptions {
  /** Compiled file of the process [the one beside this module]. */
  readonly childUrl?: URL;
  /** A process that was told to stop and does not is ended after this time: it may wait for a dead disk [10,000]. */
  readonly stoppingMs?: number;
}

const STOPPING_MS = 10_000;
/** Characters of what the process printed last: a long stack comes after the reason. */
const LAST_WORDS = 16_000;
/** How Node and the libraries say that memory has run out, before they end the process. */
const OUT_OF_MEMORY = /heap out of memory|bad_alloc/;

/**
 * Builds as `buildIndex` does, over the store at its place, in a process that lets others go first. What ends that
 * process leaves this one running; what it leaves of the lock, the next build takes over.
 * @throws FootnoteError as `buildIndex` does; index_out_of_memory, index_build_ended
 */
export async function buildInProcess(
  job: BuildJob,
  { onProgress, signal }: Pick<BuildOptions, "onProgress" | "signal">,
  { childUrl = new URL("./build-child.js", import.meta.url), stoppingMs = STOPPING_MS }: ProcessOptions = {},
): Promise<SyncResult> {
  const child = start(fileURLToPath(childUrl), job);
  const lastWords = listenTo(child);
  // A process that could not be started or is gone is told of by its end.
  const call = (message: BuildCall) => child.connected && child.send(message, () => {});
  let stopping: NodeJS.Timeout | undefined;
  const callOff = () => {
    call({ kind: "call_off" });
    stopping = setTimeout(() => child.kill("SIGKILL"), stoppingMs);
  };
  signal?.addEventListener("abort", callOff, { once: true });
  try {
    return await new Promise<SyncResult>((resolve, reject) => {
      child.on("message", (report: BuildReport) => {
        if (report.kind === "progress") onProgress?.(report.progress);
        else if (report.kind === "done") resolve(report.result);
        else reject(fromPortable(report.failure));
      });
      const end = (how: string, cause: unknown) => {
        // A signal of the terminal may end a process that has hardly begun.
        reject(signal?.aborted ? new FootnoteError("interrupted", {}, { cause }) : ended(job, how, cause));
      };
      child.once("error", (cause) => end(cause.message, cause));
      // Unlike "exit", this comes after the last message and the last words.
      child.once("close", (code, name) => end(name ?? `exit code ${code}`, lastWords() || undefined));
      call({ kind: "build", job });
      if (signal?.aborted) callOff();
    });
  } finally {
    clearTimeout(stopping);
    signal?.removeEventListener("abort", callOff);
  }
}

function start(path: string, job: BuildJob): ChildProcess {
  try {
    // What libraries print must not get between the rows of a chat.
    return fork(path, { serialization: "advanced", stdio: ["ignore", "ignore", "pipe", "ipc"] });
  } catch (cause) {
    throw ended(job, (cause as Error).message, cause);
  }
}

/** Gives what the process printed last. */
function listenTo({ stderr }: ChildProcess): () => string {
  let words = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  return () => words;
}

function ended({ indexFolder: path }: BuildJob, how: string, cause: unknown): FootnoteError {
  return OUT_OF_MEMORY.test(String(cause))
    ? new FootnoteError("index_out_of_memory", { path }, { cause })
    : new FootnoteError("index_build_ended", { path, how }, { cause });
}
