import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { watchCorpus } from "../../src/index/watch.js";
import { tempFolder } from "../helpers/temp-folder.js";

const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Watches a folder; the outcomes of the first calls are given, all others are good. */
async function watching(outcomes: readonly boolean[], retryMs: number) {
  const corpus = await tempFolder();
  const indexFolder = join(corpus, "index");
  await mkdir(indexFolder);
  const stop = new AbortController();
  let calls = 0;
  const onChange = async () => outcomes[calls++] ?? true;
  const watch = watchCorpus({ corpus, indexFolder, onChange, retryMs, signal: stop.signal });
  ending.push(async () => {
    stop.abort();
    await watch;
  });
  return { corpus, indexFolder, calls: () => calls };
}

async function until(calls: () => number, count: number): Promise<void> {
  for (const end = Date.now() + 10_000; calls() < count && Date.now() < end; ) await wait(20);
  expect(calls()).toBe(count);
}

describe("a build under --watch that failed", () => {
  test("is tried again although nothing changes, until it succeeds, and no more", async () => {
    const { calls } = await watching([false, false, false], 50);
    await until(calls, 4);
    await wait(1500);
    expect(calls()).toBe(4);
  });

  test("is tried again at once when something changes", async () => {
    const { corpus, calls } = await watching([false], 600_000);
    await until(calls, 1);
    await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
    await until(calls, 2);
  });
});

test("what a build writes to its index is no change of the folder that holds it", async () => {
  const { corpus, indexFolder, calls } = await watching([], 50);
  await until(calls, 1);
  await mkdir(join(indexFolder, "generations"));
  await writeFile(join(indexFolder, "generations/info.json"), "{}");
  await wait(1500);
  expect(calls()).toBe(1);
  await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
  await until(calls, 2);
});
