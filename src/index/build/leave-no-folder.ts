import { rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { OCR_FOLDER } from "../ocr/page-cache.js";
import { JOURNAL_FILE } from "./embedding-journal.js";

/**
 * Runs a build, and where it fails for want of documents in a folder without an index, takes away what it made there: a
 * slip in the folder's name leaves nothing behind. What an interrupted build has embedded stays.
 */
export async function leavingNoFolder<Result>(indexFolder: string, build: () => Promise<Result>): Promise<Result> {
  const isNew = await stat(indexFolder).then(
    () => false,
    () => true,
  );
  try {
    return await build();
  } catch (error) {
    if (isNew) {
      if (error instanceof FootnoteError && error.code.startsWith("corpus_")) {
        for (const made of [JOURNAL_FILE, OCR_FOLDER]) {
          await rm(join(indexFolder, made), { recursive: true, force: true }).catch(() => {});
        }
      }
      // Only folders with nothing in them can be removed this way.
      for (const folder of [join(indexFolder, "generations"), indexFolder]) await rmdir(folder).catch(() => {});
    }
    throw error;
  }
}
