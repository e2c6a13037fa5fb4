import { spawnSync } from "node:child_process";

const NOBODY = 65534;

/**
 * Runs a call as a user for whom permissions count: root may read and write everything, so it becomes nobody.
 * @param folder what that user is to own
 */
export async function asNobody<T>(folder: string, call: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return call();
  spawnSync("chown", ["-R", String(NOBODY), folder]);
  process.seteuid?.(NOBODY);
  try {
    return await call();
  } finally {
    process.seteuid?.(0);
  }
}
