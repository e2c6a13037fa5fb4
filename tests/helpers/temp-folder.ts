import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { behindEachFile } from "./tidy-up.js";

const made: string[] = [];

behindEachFile(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A folder of its own, removed when the file's tests are done. */
export async function tempFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "footnote-test-")));
  made.push(folder);
  return folder;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files by their paths, with the folders they need. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Bytes that no reader takes for text. */
export const BINARY = Buffer.from([0x89, 0x50, 0, 1, 0xff, 0, 0, 2]);
