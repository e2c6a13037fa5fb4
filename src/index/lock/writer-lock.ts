import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { kill, pid, uptime } from "node:process";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing } from "../../core/file-problems.js";
import { whenFree } from "../../store/disk/busy-files.js";
import { writing } from "../../store/disk/generation-files.js";
import { type IndexStore, LOCK_TIMES, type LockHolder, type WriterLock } from "../../store/index-store.js";
import { LOCK_FILE, readLock, sweepLeftovers } from "./lock-file.js";
import { makeFolder } from "./make-folder.js";

/**
 * Takes the lock that other machines heed, where the store has one, beside that of the index folder: one writer at a
 * time. Where another holds it, that of the folder stays this one's.
 * @param own which is released with the other
 * @throws FootnoteError index_locked, and those of the store
 */
export async function lockAmongMachines(own: WriterLock, store: Pick<IndexStore, "lock">): Promise<WriterLock> {
  const others = await store.lock(thisProcess(), isDeadHere);
  if (others === null) return own;
  return {
    assertHeld: async () => {
      await own.assertHeld();
      await others.assertHeld();
    },
    release: async () => {
      await others.release();
      await own.release();
    },
  };
}

/**
 * Takes the index folder's writer lock. It is taken over when its process is gone from this host, or when its holder,
 * on whatever host, has not shown itself for a minute.
 * @param linking how a file gets a second name [as the file system does it]
 * @throws FootnoteError index_locked, index_unwritable, index_unusable
 */
export async function acquireWriterLock(indexFolder: string, linking: Linking = link): Promise<WriterLock> {
  const path = join(indexFolder, LOCK_FILE);
  const mine = thisProcess();
  await writing(indexFolder, async () => {
    await makeFolder(indexFolder);
    while (!(await create(path, mine, linking))) {
      const holder = await readLock(path);
      if (!holder) continue;
      if (!(await isGone(path, holder))) {
        throw new FootnoteError("index_locked", { path: indexFolder, pid: holder.pid, host: holder.host });
      }
      await takeAway(path, holder, linking);
    }
    await sweepLeftovers(indexFolder, LOCK_TIMES.staleMs).catch(() => {});
  });
  const isMine = async () => (await readLock(path).catch(() => null))?.token === mine.token;
  const showLife = async () => {
    // Another's lock must not be kept alive by this process.
    if (await isMine()) await utimes(path, new Date(), new Date());
  };
  const heartbeat = setInterval(() => showLife().catch(() => {}), LOCK_TIMES.heartbeatMs);
  heartbeat.unref();
  return {
    assertHeld: async () => {
      if (!(await isMine())) throw new FootnoteError("index_lock_lost", { path: indexFolder });
    },
    release: async () => {
      clearInterval(heartbeat);
      // A lock that can't be removed is stale in a minute; it must not hide how the build went.
      if (await isMine()) await whenFree(() => rm(path, { force: true })).catch(() => {});
    },
  };
}

/** Gives a file a second name, unless something of that name is there. */
type Linking = (file: string, name: string) => Promise<void>;

/** How file systems without links (FAT, many shares in a network) say so; Windows has two more words for it. */
const WITHOUT_LINKS: readonly unknown[] = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EISDIR", "UNKNOWN"];

/** Makes the lock with its content in one step, by linking a finished file; false when there is one already. */
async function create(path: string, holder: LockHolder, linking: Linking): Promise<boolean> {
  const draft = `${path}.${holder.token}`;
  try {
    await writeFile(draft, JSON.stringify(holder));
    await name(draft, path, linking);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await whenFree(() => rm(draft, { force: true }));
  }
}

/** Without links the file is copied: who looks at it meanwhile finds a lock that names nobody yet. */
async function name(file: string, path: string, linking: Linking): Promise<void> {
  try {
    await linking(file, path);
  } catch (error) {
    if (!WITHOUT_LINKS.includes((error as NodeJS.ErrnoException).code)) throw error;
    await writeFile(path, await readFile(file), { flag: "wx" });
  }
}

function thisProcess(): LockHolder {
  return { pid, host: hostname(), token: randomBytes(8).toString("hex") };
}

/** A holder that lives is never silent for as long as this. */
const SILENT_MS = 2 * LOCK_TIMES.heartbeatMs;

/**
 * Numbers of processes are given again, and in a container the program has the same one each time: a holder of this
 * process's number that was last seen before this process began is another one. It may live in another container of
 * this name, so it has to be silent as well.
 */
function isDeadHere({ host, pid: holderPid }: LockHolder, seenMs: number): boolean {
  if (host !== hostname() || holderPid <= 0) return false;
  if (holderPid !== pid) return !isRunning(holderPid);
  const silentMs = Date.now() - seenMs;
  return silentMs > 1000 * uptime() && silentMs > SILENT_MS;
}

async function isGone(path: string, holder: LockHolder): Promise<boolean> {
  const beat = await stat(path).catch(() => null);
  return beat === null || isDeadHere(holder, beat.mtimeMs) || Date.now() - beat.mtimeMs > LOCK_TIMES.staleMs;
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
async function takeAway(path: string, stale: LockHolder, linking: Linking): Promise<void> {
  const aside = `${path}.${stale.token}.stale`;
  try {
    await whenFree(() => rename(path, aside));
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await readLock(aside))?.token !== stale.token) await name(aside, path, linking).catch(() => {});
  await whenFree(() => rm(aside, { force: true }));
}
