import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { kill, pid } from "node:process";
import { FootnoteError } from "../core/errors.js";
import { isMissing, problemOf } from "../core/fs-problems.js";

/** How often a holder shows that it lives, and after how long a silent one counts as gone. */
const HEARTBEAT_MS = 5_000;
const LOCK_STALE_MS = 60_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells two locks of one process apart. */
  readonly token: string;
}

export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Takes the index's writer lock: one writer at a time. A lock is taken over when its process is gone from this host,
 * or when its holder, on whatever host, has not shown itself for a minute.
 * @throws FootnoteError index_locked, index_unwritable
 */
export async function acquireWriterLock(indexFolder: string): Promise<WriterLock> {
  const path = join(indexFolder, "lock");
  const mine: Holder = { pid, host: hostname(), token: randomBytes(8).toString("hex") };
  try {
    await mkdir(indexFolder, { recursive: true });
    while (!(await create(path, mine))) {
      const holder = await holderOf(path);
      if (!holder) continue;
      if (!(await isGone(path, holder))) {
        throw new FootnoteError("index_locked", { path: indexFolder, pid: holder.pid, host: holder.host });
      }
      await takeAway(path, holder);
    }
  } catch (cause) {
    if (cause instanceof FootnoteError) throw cause;
    throw new FootnoteError("index_unwritable", { path: indexFolder, problem: problemOf(cause) }, { cause });
  }
  const heartbeat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if ((await holderOf(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}

/** Makes the lock with its content in one step, by linking a finished file; false when there is one already. */
async function create(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${holder.token}`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** `null` when the lock has just been released. */
async function holderOf(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof SyntaxError) return { pid: 0, host: "an unknown host", token: "" };
    throw error;
  }
}

async function isGone(path: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname() && holder.pid > 0 && !isRunning(holder.pid)) return true;
  const beat = await stat(path).catch(() => null);
  return beat === null || Date.now() - beat.mtimeMs > LOCK_STALE_MS;
}

function isRunning(holderPid: number): boolean {
  try {
    kill(holderPid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes a stale lock; a fresh one that another process put in its place meanwhile is put back. */
async function takeAway(path: string, stale: Holder): Promise<void> {
  const aside = `${path}.${stale.token}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await holderOf(aside))?.token !== stale.token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}
