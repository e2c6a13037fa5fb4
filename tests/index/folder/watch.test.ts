import { existsSync } from "node:fs";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join, win32 } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { FootnoteError } from "../../../src/core/errors/errors.js";
import { isIgnored, watchCorpus } from "../../../src/index/folder/watch.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { asNobody } from "../../helpers/unprivileged.js";

const PATIENT = { timeout: 10_000 };
const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Watches a folder. @param succeeds says of each call how it ends */
async function watching(
  succeeds: (call: number, corpus: string) => boolean,
  retryMs: number,
  prepare: (corpus: string) => Promise<void> = async () => {},
) {
  const corpus = await tempFolder();
  await prepare(corpus);
  const indexFolder = join(corpus, "index");
  await mkdir(indexFolder);
  await writeFile(join(corpus, "lamp.txt"), "The lamp is lit.\n");
  const stop = new AbortController();
  let [calls, good] = [0, 0];
  const onChange = async () => {
    const succeeded = succeeds(++calls, corpus);
    if (succeeded) good++;
    return succeeded;
  };
  const problems: FootnoteError[] = [];
  const onProblem = (problem: FootnoteError) => problems.push(problem);
  const watch = watchCorpus({ corpus, indexFolder, onChange, onProblem, retryMs, signal: stop.signal });
  ending.push(async () => {
    stop.abort();
    await watch;
  });
  return { corpus, indexFolder, calls: () => calls, good: () => good, problems };
}

async function until(calls: () => number, count: number): Promise<void> {
  for (const end = Date.now() + 30_000; calls() < count && Date.now() < end; ) await wait(20);
  expect(calls()).toBe(count);
}

test("on Windows the index and what is hidden are passed by, whichever slashes the watcher gives, and nothing else", () => {
  const passes = isIgnored("C:\\papers\\.notes", "C:\\papers\\.notes\\state", win32);
  for (const path of [
    "C:/papers/.notes/state",
    "C:\\papers\\.notes\\state",
    "C:/papers/.notes/.git",
    "C:/papers/.notes/a/.b.swp",
  ])
    expect([path, passes(path)]).toEqual([path, true]);
  for (const path of [
    "C:/papers/.notes",
    "C:\\papers\\.notes",
    "C:/papers/.notes/a.txt",
    "C:/papers/.notes/.gitignore",
  ])
    expect([path, passes(path)]).toEqual([path, false]);
});

test("a folder that goes away is followed again when it is back", async () => {
  const { corpus, calls, good } = await watching((_, corpus) => existsSync(corpus), 100);
  await until(good, 1);
  await rename(corpus, `${corpus}-away`);
  await until(calls, 2);
  await rename(`${corpus}-away`, corpus);
  await until(good, 2);
  await wait(1500);
  const before = good();
  await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
  await until(good, before + 1);
});

describe("a build under --watch that failed", () => {
  test("is tried again although nothing changes, until it succeeds, and no more", async () => {
    const { calls } = await watching((call) => call > 3, 50);
    await until(calls, 4);
    await wait(1500);
    expect(calls()).toBe(4);
  });

  test("is tried again at once when something changes", async () => {
    const { corpus, calls } = await watching((call) => call > 1, 600_000);
    await until(calls, 1);
    await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
    await until(calls, 2);
  });
});

describe("a folder that can't be watched", () => {
  const closed = async (corpus: string) => {
    await mkdir(join(corpus, "closed"));
    await chmod(join(corpus, "closed"), 0o000);
  };

  test("is told once, and keeps nothing else from being followed", async () => {
    await asNobody(await tempFolder(), async () => {
      const { corpus, calls, problems } = await watching(() => true, 600_000, closed);
      await expect.poll(calls, PATIENT).toBeGreaterThan(0);
      await wait(1500);
      const before = calls();
      await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
      await until(calls, before + 1);
      const path = join(corpus, "closed");
      expect(problems.map(({ message }) => message)).toEqual([
        `Changes in ${path} can't be watched: permission denied.`,
      ]);
    });
  });

  test("is looked at again after a pause until it can be, then is followed, and told when it can't a second time", async () => {
    await asNobody(await tempFolder(), async () => {
      const { corpus, calls, problems } = await watching(() => true, 200, closed);
      await expect.poll(calls, PATIENT).toBeGreaterThan(1);
      const folder = join(corpus, "closed");
      await chmod(folder, 0o700);
      // The pauses end when all of it is watched.
      for (let before = -1; before !== calls(); await wait(2500)) before = calls();
      const before = calls();
      await writeFile(join(folder, "new.txt"), "Call Ana.\n");
      await until(calls, before + 1);
      expect(problems).toHaveLength(1);
      await mkdir(join(corpus, "other"), 0o000);
      await expect.poll(() => problems.length, PATIENT).toBe(2);
    });
  });
});

test("what a build writes to its index is no change of the folder that holds it", async () => {
  const { corpus, indexFolder, calls } = await watching(() => true, 50);
  await until(calls, 1);
  await mkdir(join(indexFolder, "generations"));
  await writeFile(join(indexFolder, "generations/info.json"), "{}");
  await wait(1500);
  expect(calls()).toBe(1);
  await writeFile(join(corpus, "new.txt"), "Call Ana.\n");
  await until(calls, 2);
});
