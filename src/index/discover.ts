import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SkippedFile } from "../core/document.js";
import { FootnoteError } from "../core/errors.js";
import { isMissing, problemOf } from "../core/fs-problems.js";

export interface DiscoveredFile {
  /** Relative to the corpus, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface Discovery {
  /** Sorted by path, in code unit order, which is the same everywhere. */
  readonly files: readonly DiscoveredFile[];
  readonly skipped: readonly SkippedFile[];
}

/** Folders of tools, never of documents. */
const IGNORED_FOLDERS = new Set(["node_modules", "__pycache__"]);

/**
 * Lists the files of a folder and those below it. Hidden files and folders are passed over, as `ls` does;
 * symbolic links are not followed, and are listed as skipped.
 * @throws FootnoteError corpus_missing, corpus_not_folder, corpus_unreadable
 */
export async function discover(corpus: string): Promise<Discovery> {
  await checkFolder(corpus);
  const files: DiscoveredFile[] = [];
  const skipped: SkippedFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await list(corpus, folder, skipped)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith(".") || (entry.isDirectory() && IGNORED_FOLDERS.has(entry.name))) continue;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isSymbolicLink()) skipped.push({ path, reason: "is a symbolic link, which is not followed" });
      else if (!entry.isFile()) skipped.push({ path, reason: "is not an ordinary file" });
      else await measure(corpus, path, files, skipped);
    }
  };
  await visit("");
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

async function checkFolder(corpus: string): Promise<void> {
  let found: Stats;
  try {
    found = await stat(corpus);
  } catch (cause) {
    if (isMissing(cause)) throw new FootnoteError("corpus_missing", { path: corpus }, { cause });
    throw new FootnoteError("corpus_unreadable", { path: corpus, problem: problemOf(cause) }, { cause });
  }
  if (!found.isDirectory()) throw new FootnoteError("corpus_not_folder", { path: corpus });
}

async function list(corpus: string, folder: string, skipped: SkippedFile[]): Promise<Dirent[]> {
  try {
    return await readdir(join(corpus, folder), { withFileTypes: true });
  } catch (cause) {
    if (folder === "")
      throw new FootnoteError("corpus_unreadable", { path: corpus, problem: problemOf(cause) }, { cause });
    skipped.push({ path: `${folder}/`, reason: `can't be opened (${problemOf(cause)})` });
    return [];
  }
}

async function measure(corpus: string, path: string, files: DiscoveredFile[], skipped: SkippedFile[]): Promise<void> {
  try {
    const { size, mtimeMs } = await stat(join(corpus, path));
    files.push({ path, size, modified: mtimeMs });
  } catch (cause) {
    if (!isMissing(cause)) skipped.push({ path, reason: `can't be opened (${problemOf(cause)})` });
  }
}
