import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing, problemOf } from "../../core/file-problems.js";
import type { Store } from "../reducer/store.js";

/** What has been asked, kept between chats. Several chats may add to one at once. */
export interface InputHistory {
  /** The latest inputs, oldest first, and what kept them from being read. */
  read(): Promise<{ readonly entries: readonly string[]; readonly problem: string | null }>;
  /** Rejects when it can't be written. */
  add(entry: string): Promise<void>;
}

const MAX_ENTRIES = 1000;
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/**
 * A history in a file that its owner alone can read: an entry a line, as JSON, so that one of several lines stays one.
 * Reading cuts a file that has grown to twice its size back to the latest 1,000 entries; where that fails, the file
 * stays as it is and its entries are given all the same. What another chat adds while the file is cut is kept, though
 * perhaps twice or in another order; it is lost only if two chats cut the file at the same moment.
 */
export function historyFile(path: string): InputHistory {
  return {
    async read() {
      let file: FileHandle | undefined;
      try {
        file = await open(path, "r");
        const all = entriesOf(await file.readFile("utf8"));
        const entries = all.slice(-MAX_ENTRIES);
        // A file that stays too long is cut the next time.
        if (all.length > 2 * MAX_ENTRIES) await cut(path, file, entries).catch(() => {});
        return { entries, problem: null };
      } catch (error) {
        return { entries: [], problem: isMissing(error) ? null : problemOf(error) };
      } finally {
        await file?.close();
      }
    },
    async add(entry) {
      await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
      const line = `${JSON.stringify(entry)}\n`;
      // Another chat may have cut the file while it was written to: then what was written is perhaps not in the new one.
      if (!(await append(path, line))) await append(path, line);
    },
  };
}

/** Adds what is asked to the history, and says once that it can't. Gives the function that ends it, when all is kept. */
export function keepHistory(store: Store, history: InputHistory): () => Promise<void> {
  let kept = store.getState().history;
  let isLost = false;
  let last: Promise<void> = Promise.resolve();
  const lose = (error: unknown) => {
    if (!isLost) store.dispatch({ type: "history_lost", problem: problemOf(error) });
    isLost = true;
  };
  const unsubscribe = store.subscribe(() => {
    const { history: entries } = store.getState();
    if (entries === kept) return;
    const added = entries.slice(kept.length);
    kept = entries;
    for (const entry of added) last = last.then(() => history.add(entry)).catch(lose);
  });
  return () => {
    unsubscribe();
    return last;
  };
}

/** A line that another program spoiled is passed over. */
function entriesOf(text: string): string[] {
  const entries: string[] = [];
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (entry !== null && entry !== "" && entry !== entries.at(-1)) entries.push(entry);
  }
  return entries;
}

function parsed(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

/** Gives whether the text is in the file that the path names now. */
async function append(path: string, text: string): Promise<boolean> {
  const file = await open(path, "a", OWNER_ONLY);
  try {
    // One write at the end: what another chat adds meanwhile stands before or behind it.
    await file.appendFile(text);
    const { mode } = await file.stat();
    if ((mode & 0o077) !== 0) await file.chmod(OWNER_ONLY);
    return await isAt(path, file);
  } finally {
    await file.close();
  }
}

/** Puts a file with these entries in the place of one that has been read to its end. */
async function cut(path: string, old: FileHandle, entries: readonly string[]): Promise<void> {
  const draft = `${path}.${Math.random().toString(36).slice(2)}`;
  try {
    const file = await open(draft, "wx", OWNER_ONLY);
    try {
      await file.writeFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    } finally {
      await file.close();
    }
    // Another chat has cut it already.
    if (!(await isAt(path, old))) return;
    if (!(await moved(draft, path))) {
      // Windows replaces no file that is open, and then what another chat adds just now is lost.
      await old.close();
      return await rename(draft, path);
    }
  } finally {
    await rm(draft, { force: true });
  }
  const added = await old.readFile("utf8");
  if (added !== "") await append(path, added);
}

/** False where the system doesn't let an open file be replaced. */
async function moved(draft: string, path: string): Promise<boolean> {
  try {
    await rename(draft, path);
    return true;
  } catch (error) {
    if (!["EPERM", "EACCES", "EBUSY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return false;
  }
}

async function isAt(path: string, file: FileHandle): Promise<boolean> {
  const [there, opened] = await Promise.all([stat(path), file.stat()]);
  return there.ino === opened.ino && there.dev === opened.dev;
}
