import { rename } from "node:fs/promises";
import { platform } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

/** What Windows says of a file that another program has open: it is neither replaced, nor removed, nor always opened. */
const BUSY: readonly unknown[] = ["EPERM", "EACCES", "EBUSY"];
/** Readers, scanners and indexers have a file open for moments; 6 s in all. */
const PAUSES_MS = [10, 20, 40, 80, 150, 300, 400, 500, 500, 1000, 1000, 1000, 1000];

export interface Patience {
  /** Whether files can be busy at all [on Windows]. */
  readonly isWindows?: boolean;
  /** How long to wait before each further try [6 s in all]. */
  readonly pausesMs?: readonly number[];
}

/**
 * Does a step with a file, again where another program is in the way.
 * @throws the last try's error
 */
export async function whenFree<T>(
  step: () => Promise<T>,
  { isWindows = platform() === "win32", pausesMs = PAUSES_MS }: Patience = {},
): Promise<T> {
  for (const pause of isWindows ? pausesMs : []) {
    try {
      return await step();
    } catch (error) {
      if (!BUSY.includes((error as NodeJS.ErrnoException).code)) throw error;
      await delay(pause);
    }
  }
  return step();
}

/** Puts a finished file in the place of another: all of it or nothing, and also while somebody reads the old one. */
export function replaceFile(draft: string, path: string): Promise<void> {
  return whenFree(() => rename(draft, path));
}
