import type { Stats } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing } from "../../core/file-problems.js";

/**
 * Makes a folder with those above it. One at a time: Node's own recursive way never ends where the system lets nothing
 * be made (/proc).
 * @param path absolute
 * @throws FootnoteError index_unusable where a file is in the way or no folder can be, or the file system's error
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  let there = path;
  for (let found = await look(there); ; found = await look(there)) {
    if (found?.isDirectory()) break;
    if (found) throw new FootnoteError("index_unusable", { path: there, problem: "it is a file, not a folder" });
    missing.unshift(there);
    if (dirname(there) === there) break;
    there = dirname(there);
  }
  for (const folder of missing) {
    try {
      await mkdir(folder);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EEXIST" && (await look(folder))?.isDirectory()) continue;
      if (!isMissing(cause)) throw cause;
      throw new FootnoteError("index_unusable", { path: folder, problem: "no folder can be made there" }, { cause });
    }
  }
}

async function look(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
