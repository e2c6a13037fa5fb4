import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { verifyGeneration } from "../../../src/store/disk/generation-reader.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { plainEnvironment, run, runProcess } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { MAIN } from "../../helpers/shipped.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { contentOf, Library } from "../building.js";

const KILLS = 20;
const DIMENSIONS = 384;

const fileOf = (version: number, file: number) =>
  notes(
    `Notebook ${file} of ${version}`,
    Array.from({ length: 3 }, (_, i) => version * 1000 + file * 10 + i),
  );
const folderOf = (version: number) =>
  Object.fromEntries(Array.from({ length: 6 }, (_, file) => [`notes/${file}.md`, fileOf(version, file)]));

/** Whole records in the journal: how many passages the next build need not embed. */
async function journalled(indexFolder: string): Promise<number> {
  const bytes = await readFile(join(indexFolder, "journal")).catch(() => Buffer.alloc(0));
  let count = 0;
  for (let at = bytes.indexOf("\n") + 1; at > 0 && at + 40 <= bytes.length; ) {
    at += 40 + DIMENSIONS * 4 + bytes.readUInt32LE(at + 4) * (DIMENSIONS + 4);
    if (at <= bytes.length) count++;
  }
  return count;
}

async function generationOf(indexFolder: string): Promise<string | null> {
  const reader = await new OramaStore(indexFolder).open().catch((error: { code?: string }) => {
    if (error.code === "index_missing") return null;
    throw error;
  });
  if (!reader) return null;
  const { info } = reader;
  for (const { id } of info.documents) {
    await reader.text(id);
    await reader.passagesOf(id);
  }
  await reader.close();
  const damaged = (await verifyGeneration(indexFolder)).filter(({ problem }) => problem !== null);
  expect(damaged).toEqual([]);
  return info.name;
}

test(`${KILLS} kills at random moments leave the old index or the new one, and cost no work that was done`, async () => {
  const library = await Library.of(folderOf(0));
  const { corpus, root, indexFolder } = library;
  const args = ["index", corpus, "--index", indexFolder, "--json"];
  const started = performance.now();
  expect(await runProcess(["index", corpus, "--index", join(root, "first")], { cwd: root })).toMatchObject({ code: 0 });
  const duration = performance.now() - started;

  // The machine may grow slower than it was: without this, no build would come to its end any more.
  let longestDelay = duration * 1.1;
  let version = 0;
  let current: string | null = null;
  let [completed, largestJournal] = [0, 0];
  /** Records of the build before: it was killed after its commit, and before it threw its journal away. */
  let outdated = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await journalled(indexFolder);
    const delay = Math.random() * longestDelay;
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: root, env: plainEnvironment() });
    const output: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => output.push(bytes));
    const errors: Buffer[] = [];
    child.stderr.on("data", (bytes: Buffer) => errors.push(bytes));
    const closed = once(child, "close") as Promise<[number | null, string | null]>;
    await Promise.race([wait(delay), closed]);
    child.kill("SIGKILL");
    const [code] = await closed;
    const where = `kill ${kill} after ${delay.toFixed(0)} ms: ${Buffer.concat(errors)}`;
    expect([0, null], where).toContain(code);

    const found: string | null = await generationOf(indexFolder);
    if (code === 0) {
      const done = JSON.parse(Buffer.concat(output).toString().trimEnd().split("\n").at(-1) as string);
      expect(found, where).toBe(done.generation);
      expect(done.embedded, where).toBeLessThanOrEqual(done.passages - (before - outdated));
    }
    // A killed build may have come to its end: then the index is the new one, and there is nothing left to resume.
    if (found !== current) {
      completed++;
      longestDelay = duration * 1.1;
      current = found;
      outdated = await journalled(indexFolder);
      await writeFiles(corpus, folderOf(++version));
    } else {
      longestDelay *= 1.15;
      const kept = await journalled(indexFolder);
      expect(kept, where).toBeGreaterThanOrEqual(before);
      largestJournal = Math.max(largestJournal, kept);
    }
  }
  // Both kinds of end must have been seen, or the kills did not test what they are for.
  expect(largestJournal).toBeGreaterThan(0);
  expect(completed).toBeGreaterThan(0);

  expect(await run(args, { cwd: root })).toMatchObject({ code: 0, stderr: "" });
  const anew = join(root, "anew");
  expect(await run(["index", corpus, "--index", anew], { cwd: root })).toMatchObject({ code: 0 });
  expect(await library.content()).toEqual(await contentOf(anew));
  expect(await readdir(join(indexFolder, "generations"))).toHaveLength(1);
  expect((await readdir(indexFolder)).filter((name) => !name.startsWith("lock."))).toEqual([
    "generations",
    "manifest.json",
  ]);
}, 600_000);
