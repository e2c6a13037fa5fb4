import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { finished, run, start } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { TEXTS } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const many = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Resolves when a stream has said something since `from`; fails with all of it when it does not. */
async function said(output: () => string, pattern: RegExp, from = 0): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; await wait(50)) {
    if (pattern.test(output().slice(from))) return;
  }
  throw new Error(`${pattern} was not said in: ${output()}`);
}

function recorded(child: ChildProcessWithoutNullStreams, name: "stdout" | "stderr"): () => string {
  let text = "";
  child[name].on("data", (bytes: Buffer) => {
    text += bytes.toString();
  });
  return () => text;
}

describe("`footnote index --watch`", () => {
  test("follows files that are added, saved by rename and deleted, says so, embeds only what is new, and ends at once", async () => {
    const cwd = await tempFolder();
    const corpus = join(cwd, "corpus");
    await writeFiles(corpus, { "a.md": notes("First", [1]), "b.md": notes("Second", [2, 3]) });
    const child = start(["index", "--watch"], { cwd });
    const ending = finished(child);
    const stderr = recorded(child, "stderr");
    await said(stderr, /^Watching .*corpus\. Ctrl-C ends it\.\n/);

    await writeFile(join(corpus, "c.md"), notes("Third", [4]));
    await said(stderr, /Indexed 3 documents \(1 added\): \d+ passages, 1 embedded/);

    const before = stderr().length;
    await writeFile(join(corpus, ".b.md.swp"), notes("Second", [2, 5]));
    await rename(join(corpus, ".b.md.swp"), join(corpus, "b.md"));
    await said(stderr, /Indexed 3 documents \(1 changed\): \d+ passages, 1 embedded/, before);

    const between = stderr().length;
    await rm(join(corpus, "a.md"));
    await said(stderr, /Indexed 2 documents \(1 deleted\): \d+ passages, 0 embedded/, between);

    const asked = Date.now();
    child.kill("SIGINT");
    const { code, stdout } = await ending;
    expect(Date.now() - asked).toBeLessThan(1000);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Indexed 2 documents \(2 added\): .*\n$/);
  });
});

test("`footnote index --in a --in b --watch` follows each of them, and indexes what changed alone", async () => {
  const cwd = await tempFolder();
  const env = { FOOTNOTE_HOME: join(cwd, "home") };
  await writeFiles(cwd, { "guides/a.md": notes("First", [1]), "trips/b.md": notes("Second", [2]) });
  for (const folder of ["guides", "trips"]) await run(["collections", "add", folder], { cwd, env });
  const child = start(["index", "--in", "guides", "--in", "trips", "--watch"], { cwd, env });
  const ending = finished(child);
  const stderr = recorded(child, "stderr");
  await said(stderr, /Watching .*guides\. [\s\S]*Watching .*trips\. /);
  await writeFile(join(cwd, "trips/c.md"), notes("Third", [3]));
  await said(stderr, /^Indexed 2 documents \(1 added\): /m);
  child.kill("SIGINT");
  expect(await ending).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Indexed 2 documents \(2 added\): /) });
});

describe("`footnote index --json`", () => {
  test("gives events whose numbers only grow, `done` last; after Ctrl-C the next run embeds the rest alone", async () => {
    const cwd = await tempFolder();
    const files = many(20).map((i) => [`${i}.md`, notes(`Notebook ${i}`, [3 * i, 3 * i + 1, 3 * i + 2])]);
    await writeFiles(join(cwd, "corpus"), Object.fromEntries(files));
    const child = start(["index", "--json"], { cwd });
    const ending = finished(child);
    await said(recorded(child, "stdout"), /"passages_done":1\d,/);
    const asked = Date.now();
    child.kill("SIGINT");
    const interrupted = await ending;
    expect(Date.now() - asked).toBeLessThan(1000);
    expect(interrupted.code).toBe(130);
    const events = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(events(interrupted.stdout).every(({ event }) => event === "progress")).toBe(true);
    expect(await run(["status"], { cwd })).toMatchObject({ code: 4 });

    const finishedRun = await run(["index", "--json"], { cwd });
    const all = events(finishedRun.stdout);
    const done = all.at(-1);
    expect(done).toMatchObject({ event: "done", documents: 20 });
    expect(done.embedded).toBeGreaterThan(0);
    expect(done.embedded).toBeLessThanOrEqual(done.passages - 10);
    for (const run of [events(interrupted.stdout), all.slice(0, -1)]) {
      for (const name of ["files_done", "passages_done"]) {
        const values = run.map((event) => event[name]);
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }
      for (const { event, files_done, files_total, passages_done, passages_total } of run) {
        expect(event).toBe("progress");
        expect(files_done).toBeLessThanOrEqual(files_total);
        expect(passages_done).toBeLessThanOrEqual(passages_total);
        expect(passages_total).toBeLessThanOrEqual(2 * done.passages);
      }
    }
  });
});

describe("Ctrl-C while one large file is read and split", () => {
  test("ends `footnote index` at once", async () => {
    const cwd = await tempFolder();
    // Its splitting alone takes many seconds.
    await writeFiles(join(cwd, "corpus"), { "large.txt": `${[...TEXTS.values()].join("\n\n")}\n\n`.repeat(1200) });
    for (const delay of [1_000, 2_000, 4_000]) {
      const child = start(["index", "--index", `index-${delay}`], { cwd });
      const ending = finished(child);
      while (!existsSync(join(cwd, `index-${delay}`))) await wait(20);
      await wait(delay);
      const asked = Date.now();
      child.kill("SIGINT");
      const { code, stderr } = await ending;
      // Not to time it, which a busy machine would upset: without being heard, it would go on for a minute.
      expect(Date.now() - asked).toBeLessThan(10_000);
      expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringMatching(/^error: Interrupted\.\n/) });
    }
  });
});

test("an index in a folder among the documents is no document itself", async () => {
  const cwd = await tempFolder();
  await writeFiles(join(cwd, "corpus"), { "a.md": notes("First", [1]) });
  const args = ["--index", "corpus/index"];
  expect(await run(["index", ...args], { cwd })).toMatchObject({
    stdout: expect.stringMatching(/^Indexed 1 document /),
  });
  const again = await run(["index", ...args], { cwd });
  expect(again.stdout).toMatch(/^Indexed 1 document \(nothing changed\): .*\n$/);
  expect(await run(["status", ...args], { cwd })).toMatchObject({ code: 0 });
  const itself = await run(["index", "--index", "corpus"], { cwd });
  expect(itself).toMatchObject({ code: 2, stderr: expect.stringContaining("it is the folder of the documents") });
});

describe("the limits of `footnote index`", () => {
  test("set aside what lies beyond them, and hold for a look at the folder; raised again, all is read", async () => {
    const cwd = await tempFolder();
    // Large, and still one passage.
    const large = `Gamma is last.\n${" ".repeat(2 ** 20)}`;
    const files = { "a.txt": "Alpha is first.\n", "deep/er/b.txt": "Beta is next.\n", "c.txt": large };
    await writeFiles(join(cwd, "corpus"), files);
    const limits = ["--max-file-mb", "1", "--max-depth", "2"];
    const plan = await run(["index", ...limits, "--dry-run"], { cwd });
    expect(plan.stdout).toMatch(/deep\/er: lies more than 2 folders deep/);
    const small = await run(["index", ...limits], { cwd });
    expect(small.stdout).toMatch(/^Indexed 1 document .*\nSkipped c\.txt: is larger than 1 MB\nSkipped deep\/er: /);
    // What the index was told to leave out does not make it out of date.
    expect(await run(["status"], { cwd })).toMatchObject({ code: 0 });
    const raised = await run(["index"], { cwd });
    expect(raised.stdout).toMatch(/^Indexed 3 documents \(2 added\): 3 passages, 2 embedded, .*\n$/);
    const lowered = await run(["index", "--max-file-mb", "1"], { cwd });
    expect(lowered.stdout).toMatch(/^Indexed 2 documents \(1 deleted\): 2 passages, 0 embedded, .*\nSkipped c\.txt: /);
    expect(await run(["index", "--max-depth", "0"], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("maxDepth"),
    });
  });
});
