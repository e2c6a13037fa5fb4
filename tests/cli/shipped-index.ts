import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { run } from "../helpers/cli.js";
import { CORPUS } from "../helpers/shipped.js";
import { type Files, tempFolder, writeFiles } from "../helpers/temp-folder.js";

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

async function indexed(cwd: string): Promise<string> {
  const { code, stderr } = await run(["index"], { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return cwd;
}
