import { spawnSync } from "node:child_process";

const isRoot = process.geteuid?.() === 0;

/**
 * What a command line begins with, so that permissions count for whom runs it: root may read and write everything, and
 * gives that right up. It stays root all the same, and gets to the program in a folder that is open to root alone.
 */
export const UNPRIVILEGED = isRoot ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];

/** Whether there is a user for whom permissions count. */
export const PERMISSIONS_COUNT =
  process.platform !== "win32" && (!isRoot || spawnSync("setpriv", [...UNPRIVILEGED.slice(1), "true"]).status === 0);

/** For the names of tests that are skipped without one. */
export const NEEDS_PERMISSIONS = PERMISSIONS_COUNT ? "" : " (permissions don't count here)";

const NOBODY = 65534;

/**
 * Runs a call within this process as a user for whom permissions count. What it needs of the program has to be loaded
 * before: the clone may be closed to that user.
 * @param folder what that user is to own
 */
export async function asNobody<T>(folder: string, call: () => Promise<T>): Promise<T> {
  if (!isRoot) return call();
  spawnSync("chown", ["-R", String(NOBODY), folder]);
  process.seteuid?.(NOBODY);
  try {
    return await call();
  } finally {
    process.seteuid?.(0);
  }
}
