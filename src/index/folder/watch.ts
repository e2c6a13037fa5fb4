import nodePath, { type PlatformPath } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { watch } from "chokidar";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { placeOfIndex } from "./discover.js";
import { IGNORE_FILES } from "./ignore-rules.js";

/** Editors save in several steps, and copies come in many files: wait until the folder has been quiet for this long. */
const QUIET_MS = 300;
/** A folder that is never quiet is looked at this often. */
const LONGEST_WAIT_MS = 5_000;
/** When to try again what went wrong, if nothing changes before; twice as late each time. */
const RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 600_000;

export interface WatchOptions {
  /** Absolute path. */
  readonly corpus: string;
  /** Absolute path: what is written there is no change, also where it lies in the corpus. */
  readonly indexFolder: string;
  /**
   * Called when something in the folder may have changed; the next call waits for it. When it gives false, it is
   * called again after a pause, even if nothing changes.
   */
  readonly onChange: () => Promise<boolean>;
  /**
   * Told `corpus_unwatched` of what can't be watched, each kind of problem once until it is gone. The watching goes on:
   * where not all of it succeeds, `onChange` is called again after a pause, as when it gives false.
   */
  readonly onProblem: (problem: FootnoteError<"corpus_unwatched">) => void;
  /** The first such pause, milliseconds [30,000]; each further one is twice as long, up to ten minutes. */
  readonly retryMs?: number;
  readonly signal: AbortSignal;
}

/** Follows a folder until the signal is aborted. What has changed is for the caller to find out. */
export async function watchCorpus(options: WatchOptions): Promise<void> {
  const { corpus, indexFolder, onChange, onProblem, retryMs = RETRY_MS, signal } = options;
  const place = await placeOfIndex(corpus, indexFolder);
  const index = place === null ? null : nodePath.join(corpus, place);
  let firstChange: number | null = null;
  let lastChange = 0;
  let wake: () => void = () => {};
  const changed = () => {
    lastChange = Date.now();
    firstChange ??= lastChange;
    wake();
  };
  /** The kinds of problem that were told and are not gone yet. */
  const told = new Set<string>();
  /** Whether all of the folder is watched, as far as is known. */
  let isWhole = true;
  let isReady = false;
  const failed = (error: unknown) => {
    const problem = unwatched(error, corpus);
    const kind = (error as NodeJS.ErrnoException).code ?? problem.message;
    isWhole = false;
    if (!told.has(kind)) onProblem(problem);
    told.add(kind);
    // What changed in there may have been missed, and "ready" does not come after every error.
    changed();
  };
  const start = () => {
    isWhole = true;
    isReady = false;
    const watcher = watch(corpus, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: isIgnored(corpus, index),
    });
    watcher.on("all", changed);
    // Something may have changed since the caller looked last and before the watching began.
    watcher.on("ready", () => {
      isReady = true;
      changed();
    });
    watcher.on("error", failed);
    return watcher;
  };
  let watcher = start();
  /** A folder that went away and came back is another one for the system: it is watched anew. */
  const startAgain = () => {
    watcher.close().catch(() => {});
    watcher = start();
  };
  // A folder that is gone leaves nothing to wait for: this alone keeps the process from ending.
  const alive = setInterval(() => {}, LONGEST_RETRY_MS);
  signal.addEventListener("abort", () => wake(), { once: true });
  let pauseMs = retryMs;
  let retry: NodeJS.Timeout | undefined;
  try {
    while (!signal.aborted) {
      if (firstChange === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const now = Date.now();
      if (now - lastChange < QUIET_MS && now - firstChange < LONGEST_WAIT_MS) {
        await delay(QUIET_MS / 4);
        continue;
      }
      firstChange = null;
      clearTimeout(retry);
      const succeeded = await onChange();
      if (isWhole && isReady) told.clear();
      if (succeeded && isWhole) pauseMs = retryMs;
      else {
        retry = setTimeout(startAgain, pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS);
      }
    }
  } finally {
    clearInterval(alive);
    clearTimeout(retry);
    await watcher.close();
  }
}

function unwatched(cause: unknown, corpus: string): FootnoteError<"corpus_unwatched"> {
  const { code, path = corpus } = cause as NodeJS.ErrnoException;
  // The system gives its limit of watched folders the number of a full disk.
  const problem = code === "ENOSPC" ? "the system watches no more folders" : problemOf(cause);
  return new FootnoteError("corpus_unwatched", { path, problem }, { cause });
}

/**
 * Whether the watcher passes a path by.
 * @param index `null` where it lies elsewhere
 * @param system whose paths they are [this one's]
 */
export function isIgnored(corpus: string, index: string | null, system: PlatformPath = nodePath) {
  const [root, own] = [corpus, index].map((one) => one && system.normalize(one));
  return (found: string): boolean => {
    // The watcher gives slashes on Windows, too.
    const place = system.normalize(found);
    return place !== root && (place === own || isHidden(system.basename(place)));
  };
}

/** What is passed over, but for the files that say what else is. */
function isHidden(name: string): boolean {
  return name.startsWith(".") && !(IGNORE_FILES as readonly string[]).includes(name);
}
