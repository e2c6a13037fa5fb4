import { setTimeout as delay } from "node:timers/promises";
import { watch } from "chokidar";

/** Editors save in several steps, and copies come in many files: wait until the folder has been quiet for this long. */
const QUIET_MS = 300;
/** A folder that is never quiet is looked at this often. */
const LONGEST_WAIT_MS = 5_000;

export interface WatchOptions {
  /** Absolute path. */
  readonly corpus: string;
  /** Called when something in the folder may have changed; the next call waits for it. */
  readonly onChange: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Follows a folder until the signal is aborted. What has changed is for the caller to find out. */
export async function watchCorpus({ corpus, onChange, signal }: WatchOptions): Promise<void> {
  let firstChange: number | null = null;
  let lastChange = 0;
  let wake: () => void = () => {};
  const watcher = watch(corpus, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => path !== corpus && /[\\/]\.[^\\/]+$/.test(path),
  });
  const changed = () => {
    lastChange = Date.now();
    firstChange ??= lastChange;
    wake();
  };
  watcher.on("all", changed);
  // Something may have changed since the caller looked last and before the watching began.
  watcher.on("ready", changed);
  // A folder that can't be watched is still found at the next change elsewhere.
  watcher.on("error", () => {});
  signal.addEventListener("abort", () => wake(), { once: true });
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
      await onChange();
    }
  } finally {
    await watcher.close();
  }
}
