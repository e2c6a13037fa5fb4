import { createHash, randomUUID } from "node:crypto";
import { cp, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { run } from "./cli.js";
import { CORPUS } from "./shipped.js";
import { type Files, tempFolder, writeFiles } from "./temp-folder.js";

/** A folder with the shipped documents in corpus/ and their index. */
export async function shippedIndex(): Promise<string> {
  const cwd = await tempFolder();
  await cp(CORPUS, join(cwd, "corpus"), { recursive: true });
  return indexed(cwd);
}

/** A folder with these documents in corpus/ and their index. */
export async function indexOf(files: Files): Promise<string> {
  return indexed(await folderOf(files));
}

/** A folder with these documents in corpus/ and no index. */
export async function folderOf(files: Files): Promise<string> {
  const cwd = await tempFolder();
  await writeFiles(join(cwd, "corpus"), files);
  return cwd;
}

/** Documents are embedded once a run of the tests; after that, an update of the kept index finds nothing to embed. */
async function indexed(cwd: string): Promise<string> {
  const [corpus, index] = [join(cwd, "corpus"), join(cwd, ".footnote")];
  const kept = join(inject("indexes"), await contentOf(corpus));
  const isKept = await cp(kept, index, { recursive: true }).then(
    () => true,
    () => false,
  );
  const { code, stderr } = await run(["index", "corpus"], { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  if (!isKept) {
    const draft = `${kept}.${randomUUID()}`;
    await cp(index, draft, { recursive: true });
    // Where another worker was faster, its index stays.
    await rename(draft, kept).catch(() => {});
  }
  return cwd;
}

async function contentOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(`${path.slice(folder.length)}\0`).update(await readFile(path));
  return hash.digest("hex");
}
