import { expect, test } from "vitest";
import { CORPUS_LIMITS } from "../../src/core/corpus-limits.js";
import { openModel } from "../../src/embedding/model.js";
import { preparePassages } from "../../src/index/build/passage-record.js";
import { NOTHING_KNOWN, planBuild } from "../../src/index/build/plan.js";
import { discover } from "../../src/index/folder/discover.js";
import { readFile } from "../../src/index/readers/read-document.js";
import { LARGE_FILE_LIMITS, ReadingThread } from "../../src/index/readers/reading-thread.js";
import { DEFAULT_SPLITTER } from "../../src/index/split/passages.js";
import { CORPUS, MODEL, READING_WORKER_URL, TEXTS } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const MEGABYTES = [...TEXTS.values()].join("\n\n").repeat(250);

/** Aborted as soon as the event loop gets a turn, as Ctrl-C is. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  return controller.signal;
}

test.each([
  ["of many paragraphs", MEGABYTES],
  ["of a single one", MEGABYTES.replace(/\s+/g, " ")],
])("an interruption ends the splitting of a large document %s before it is done", async (_, text) => {
  const folder = await tempFolder();
  await writeFiles(folder, { "large.txt": text });
  const largeFileThread = new ReadingThread(LARGE_FILE_LIMITS, READING_WORKER_URL);
  const result = await readFile(folder, { path: "large.txt" }, { largeFileThread });
  await largeFileThread.close();
  if (result.status !== "read") throw new Error(result.reason);
  const model = await openModel(MODEL);
  await expect(preparePassages(result.documents[0]!, model, DEFAULT_SPLITTER, interruption())).rejects.toThrow(
    "aborted",
  );
});

test("an interruption ends the reading of a large text before it is done", async () => {
  const folder = await tempFolder();
  await writeFiles(folder, { "large.md": MEGABYTES });
  const largeFileThread = new ReadingThread(LARGE_FILE_LIMITS, READING_WORKER_URL);
  const reading = readFile(folder, { path: "large.md" }, { largeFileThread, signal: interruption() });
  await expect(reading).rejects.toThrow("aborted");
});

test("an interruption ends the walk through a folder, and the comparison with the index", async () => {
  await expect(discover(CORPUS, CORPUS_LIMITS, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  const files = Array.from({ length: 1_000_000 }, (_, i) => ({ path: `${i}.txt`, size: 1, modified: 1 }));
  const plan = planBuild(CORPUS, { files, skipped: [] }, NOTHING_KNOWN, { signal: interruption() });
  await expect(plan).rejects.toThrow("aborted");
});

test.each(["large.txt", "large.md", "large.csv", "large.json"])(
  "%s is set aside for its length alone",
  async (path) => {
    const folder = await tempFolder();
    await writeFiles(folder, { [path]: MEGABYTES });
    const largeFileThread = new ReadingThread({ seconds: 3600, memory: 64 }, READING_WORKER_URL);
    const result = await readFile(folder, { path }, { largeFileThread, passagesPerFile: 100 });
    await largeFileThread.close();
    expect(result).toMatchObject({ status: "skipped", reason: expect.stringContaining("more than 100 passages") });
  },
);
