import { lstat, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing } from "../../core/file-problems.js";
import type { LockHolder } from "../../store/index-store.js";

export const LOCK_FILE = "lock";

const SAMPLE = JSON.stringify({ pid: 1, host: "h", token: "0123456789abcdef" } satisfies LockHolder);
const WHOLE = /^\{"pid":\d+,"host":"(?:[^"\\]|\\.)*","token":"[0-9a-f]{16}"\}$/;
/** Far more than a lock holds. */
const LARGEST_LOCK_BYTES = 4096;
/** What a killed writer leaves beside the lock: a lock that was never linked in, or one that was being taken away. */
const LEFTOVER = /^lock\.(?:[0-9a-f]{16}|(?:[0-9a-f]{16})?\.stale)$/;

/**
 * Who holds the lock; `null` when there is none. One that was torn while it was written names nobody.
 * @throws FootnoteError index_unusable for a file of that name that Footnote did not write, or the file system's error
 */
export async function readLock(path: string): Promise<LockHolder | null> {
  try {
    const found = await lstat(path);
    const text = found.isFile() && found.size <= LARGEST_LOCK_BYTES ? await readFile(path, "utf8") : null;
    if (text === null || !isStartOfLock(text)) {
      const problem = "it is there already, and Footnote did not write it";
      throw new FootnoteError("index_unusable", { path, problem });
    }
    return WHOLE.test(text) ? (JSON.parse(text) as LockHolder) : { pid: 0, host: "an unknown host", token: "" };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Removes what killed writers left beside the lock, where it is older than `olderThanMs`: younger ones are in use. */
export async function sweepLeftovers(indexFolder: string, olderThanMs: number): Promise<void> {
  for (const name of await readdir(indexFolder)) {
    if (!LEFTOVER.test(name)) continue;
    const path = join(indexFolder, name);
    const found = await lstat(path).catch(() => null);
    if (found?.isFile() && Date.now() - found.mtimeMs > olderThanMs) await rm(path, { force: true });
  }
}

/** Whether a text is a lock or the first part of one: whether an end of another lock makes it whole. */
function isStartOfLock(text: string): boolean {
  return Array.from({ length: SAMPLE.length + 1 }, (_, from) => text + SAMPLE.slice(from)).some((whole) =>
    WHOLE.test(whole),
  );
}
