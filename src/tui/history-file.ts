import { appendFile, chmod, mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing, problemOf } from "../core/fs-problems.js";
import type { Store } from "./store.js";

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
 * Reading cuts a file that has grown to twice its size back to the latest 1,000 entries.
 */
export function historyFile(path: string): InputHistory {
  return {
    async read() {
      try {
        const all = entriesOf(await readFile(path, "utf8"));
        const entries = all.slice(-MAX_ENTRIES);
        if (all.length > 2 * MAX_ENTRIES) await replace(path, entries);
        return { entries, problem: null };
      } catch (error) {
        return { entries: [], problem: isMissing(error) ? null : problemOf(error) };
      }
    },
    async add(entry) {
      await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
      // One write of one line at the end: what another chat adds meanwhile stands before or behind it.
      await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: OWNER_ONLY });
      const { mode } = await stat(path);
      if ((mode & 0o077) !== 0) await chmod(path, OWNER_ONLY);
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

async function replace(path: string, entries: readonly string[]): Promise<void> {
  const draft = `${path}.${Math.random().toString(36).slice(2)}`;
  const file = await open(draft, "wx", OWNER_ONLY);
  try {
    await file.writeFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
