import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { buildInThread } from "../../src/index/build-thread.js";
import { DEFAULT_SPLITTER } from "../../src/index/split/passages.js";
import type { SyncProgress } from "../../src/index/sync-progress.js";
import { BUILD_WORKER_URL, MODEL } from "../helpers/shipped.js";
import { type Files, writeFiles } from "../helpers/temp-folder.js";
import { contentOf, Library } from "./building.js";

const FILES: Files = {
  "lamp.txt": "Clean the glass with a dry cloth. Never use solvents: they cloud the glass.\n",
  "trip.md": "# Trip\n\nThe train to Lyon leaves at 07:14. Pack the warm coat.\n",
};

function jobOf({ corpus, indexFolder }: Library) {
  return { corpus, indexFolder, model: MODEL, splitter: DEFAULT_SPLITTER, workers: 1 };
}

test("a build in a thread makes the same index, and tells the same of it", async () => {
  const library = await Library.of(FILES);
  const { seconds: _, ...expected } = await library.build();
  const content = await library.content();
  await rm(library.indexFolder, { recursive: true });
  const phases: string[] = [];
  const onProgress = ({ phase }: SyncProgress) => phases.push(phase);
  const result = await buildInThread(jobOf(library), { onProgress }, { workerUrl: BUILD_WORKER_URL });
  expect(result).toMatchObject({ ...expected, generation: expect.any(String) });
  expect(await contentOf(library.indexFolder)).toEqual(content);
  expect([...new Set(phases)]).toEqual(["discover", "embed", "write"]);
});

test("a build in a thread that is called off leaves no index, whenever that happens", async () => {
  const library = await Library.of({ ...FILES, "long.txt": "The lamp stands here, and there.\n".repeat(5000) });
  const early = AbortSignal.abort();
  const interrupted = { code: "interrupted", exitCode: 130 };
  await expect(buildInThread(jobOf(library), { signal: early }, { workerUrl: BUILD_WORKER_URL })).rejects.toMatchObject(
    interrupted,
  );
  const late = new AbortController();
  const onProgress = ({ phase }: SyncProgress) => phase === "embed" && late.abort();
  const building = buildInThread(jobOf(library), { onProgress, signal: late.signal }, { workerUrl: BUILD_WORKER_URL });
  await expect(building).rejects.toMatchObject(interrupted);
  expect(await library.store.currentGeneration()).toBe(null);
});

test("what a build in a thread fails of is told as if it were here", async () => {
  const library = await Library.of(FILES);
  await rm(library.corpus, { recursive: true });
  const failure = await library.build().catch((error) => error);
  const told = await buildInThread(jobOf(library), {}, { workerUrl: BUILD_WORKER_URL }).catch((error) => error);
  const { code, message, hint, exitCode, httpStatus } = failure;
  expect(told).toMatchObject({ code, message, hint, exitCode, httpStatus });
  expect(told.code).toBe("corpus_missing");
});

test("a build whose thread ends says so", async () => {
  const library = await Library.of({ ...FILES, "ends.mjs": "process.exit(7);\n" });
  const ends = pathToFileURL(join(library.corpus, "ends.mjs"));
  await expect(buildInThread(jobOf(library), {}, { workerUrl: ends })).rejects.toThrow(
    "the build's thread ended with code 7",
  );
});

test("a build whose thread runs out of memory says so, and leaves no lock", async () => {
  const library = await Library.of(FILES);
  const hoard = `import ${JSON.stringify(BUILD_WORKER_URL.href)};
    const kept = [];
    setInterval(() => kept.push(new Array(1e6).fill({})), 5);`;
  await writeFiles(library.root, { "hoards.mjs": hoard });
  await writeFiles(library.corpus, { "long.txt": "The lamp stands here, and there.\n".repeat(5000) });
  const hoards = pathToFileURL(join(library.root, "hoards.mjs"));
  const building = buildInThread(jobOf(library), {}, { workerUrl: hoards, memory: 64 });
  await expect(building).rejects.toMatchObject({ code: "index_out_of_memory" });
  await expect(building).rejects.toThrow("The index is as it was.");
  expect(existsSync(join(library.indexFolder, "lock"))).toBe(false);
});
