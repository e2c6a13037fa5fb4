import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import { buildInProcess } from "../../../src/index/build/build-process.js";
import { DEFAULT_SPLITTER } from "../../../src/index/split/passages.js";
import { BUILD_CHILD_URL, MODEL } from "../../helpers/shipped.js";
import { type Files, writeFiles } from "../../helpers/temp-folder.js";
import { contentOf, Library } from "../building.js";

const FILES: Files = {
  "lamp.txt": "Clean the glass with a dry cloth. Never use solvents: they cloud the glass.\n",
  "trip.md": "# Trip\n\nThe train to Lyon leaves at 07:14. Pack the warm coat.\n",
};

function jobOf({ corpus, indexFolder }: Library) {
  const place = { kind: "folder", folder: indexFolder } as const;
  return { corpus, indexFolder, place, model: MODEL, splitter: DEFAULT_SPLITTER, workers: 1 };
}

test("a build in a process makes the same index, and tells the same of it", async () => {
  const library = await Library.of(FILES);
  const { seconds: _, ...expected } = await library.build();
  const content = await library.content();
  await rm(library.indexFolder, { recursive: true });
  const phases: string[] = [];
  const onProgress = ({ phase }: SyncProgress) => phases.push(phase);
  const result = await buildInProcess(jobOf(library), { onProgress }, { childUrl: BUILD_CHILD_URL });
  expect(result).toMatchObject({ ...expected, generation: expect.any(String) });
  expect(await contentOf(library.indexFolder)).toEqual(content);
  expect([...new Set(phases)]).toEqual(["discover", "embed", "write"]);
});

test("a build in a process that is called off leaves no index, whenever that happens", async () => {
  const library = await Library.of({ ...FILES, "long.txt": "The lamp stands here, and there.\n".repeat(5000) });
  const early = AbortSignal.abort();
  const interrupted = { code: "interrupted", exitCode: 130 };
  await expect(buildInProcess(jobOf(library), { signal: early }, { childUrl: BUILD_CHILD_URL })).rejects.toMatchObject(
    interrupted,
  );
  const late = new AbortController();
  const onProgress = ({ phase }: SyncProgress) => phase === "embed" && late.abort();
  const building = buildInProcess(jobOf(library), { onProgress, signal: late.signal }, { childUrl: BUILD_CHILD_URL });
  await expect(building).rejects.toMatchObject(interrupted);
  expect(await library.store.currentGeneration()).toBe(null);
});

test("what a build in a process fails of is told as if it were here", async () => {
  const library = await Library.of(FILES);
  await rm(library.corpus, { recursive: true });
  const failure = await library.build().catch((error) => error);
  const told = await buildInProcess(jobOf(library), {}, { childUrl: BUILD_CHILD_URL }).catch((error) => error);
  const { code, message, hint, exitCode, httpStatus } = failure;
  expect(told).toMatchObject({ code, message, hint, exitCode, httpStatus });
  expect(told.code).toBe("corpus_missing");
});

/** A build in a process that runs some lines of ours beside it. */
async function buildBeside(library: Library, lines: string, signal?: AbortSignal) {
  await writeFiles(library.root, { "beside.mjs": `import ${JSON.stringify(BUILD_CHILD_URL.href)};\n${lines}` });
  await writeFiles(library.corpus, { "long.txt": "The lamp stands here, and there.\n".repeat(5000) });
  const childUrl = pathToFileURL(join(library.root, "beside.mjs"));
  return buildInProcess(jobOf(library), { ...(signal && { signal }) }, { childUrl, stoppingMs: 100 });
}

test.each([
  ["process.exit(7)", "exit code 7"],
  ['process.kill(process.pid, "SIGKILL")', "SIGKILL"],
])("a build whose process ends by %s says how", async (line, how) => {
  const library = await Library.of(FILES);
  await expect(buildBeside(library, line)).rejects.toMatchObject({ code: "index_build_ended", details: { how } });
});

test("a build whose process can't be started says why", async () => {
  const library = await Library.of(FILES);
  onTestFinished(() => void Object.assign(process, { execPath }));
  const { execPath } = process;
  Object.assign(process, { execPath: join(library.root, "no-such-program") });
  await expect(buildInProcess(jobOf(library), {}, { childUrl: BUILD_CHILD_URL })).rejects.toMatchObject({
    code: "index_build_ended",
    message: expect.stringContaining("ENOENT"),
  });
});

test("a build that does not stop when it is called off is ended", async () => {
  const library = await Library.of(FILES);
  const building = buildBeside(library, "process.on('message', () => { for (;;); });", AbortSignal.timeout(500));
  await expect(building).rejects.toMatchObject({ code: "interrupted" });
  await expect(library.build()).resolves.toMatchObject({ documents: 3 });
});

test("a build whose process runs out of memory says so, and the next one takes its lock over", async () => {
  const library = await Library.of(FILES);
  const hoard = `const kept = [];
    setInterval(() => kept.push(new Array(1e5).fill({})), 0);`;
  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=64");
  await expect(buildBeside(library, hoard)).rejects.toMatchObject({
    code: "index_out_of_memory",
    message: expect.stringContaining("The index is as it was."),
  });
  vi.unstubAllEnvs();
  await expect(library.build()).resolves.toMatchObject({ documents: 3 });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a build whose starter is killed stops, and leaves no lock and no index", async () => {
  const library = await Library.of({ ...FILES, "long.txt": "The lamp stands here, and there.\n".repeat(50_000) });
  const starter = `import { fork } from "node:child_process";
    const child = fork(${JSON.stringify(fileURLToPath(BUILD_CHILD_URL))}, { serialization: "advanced" });
    child.once("message", () => console.log(child.pid));
    child.send({ kind: "build", job: ${JSON.stringify(jobOf(library))} });`;
  await writeFiles(library.root, { "starter.mjs": starter });
  const starting = spawn(process.execPath, [join(library.root, "starter.mjs")]);
  const [pid] = await once(starting.stdout, "data");
  starting.kill("SIGKILL");
  await expect.poll(() => isThere(Number(pid))).toBe(false);
  expect(existsSync(join(library.indexFolder, "lock"))).toBe(false);
  expect(await library.store.currentGeneration()).toBe(null);
});
