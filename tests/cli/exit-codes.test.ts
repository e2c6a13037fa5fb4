import { existsSync } from "node:fs";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { finished, run, runProcess, start } from "../helpers/cli.js";
import { TEXTS } from "../helpers/shipped.js";
import { folderOf, indexOf } from "../helpers/shipped-index.js";
import { BINARY, tempFolder } from "../helpers/temp-folder.js";

const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const QUESTION = "When does the train to Lyon leave?";
const NOWHERE = ["--path", "nothing/"];

/** Commands that find something in it; those with a dash, and the chat, take the question from standard input. */
const FINDING = [
  ["ask", QUESTION],
  ["ask", "-"],
  ["ask", "--batch", "-"],
  ["search", QUESTION],
  ["verify", "The train to Lyon leaves at 07:14."],
  ["chat"],
  ["show", "trip.txt:1"],
  ["why-not", "trip.txt", QUESTION],
  ["status"],
  ["index", "--dry-run"],
  ["doctor"],
];
/** Those of them that say how the index stands to its folder. */
const TELLING = FINDING.slice(0, 6);

/** An index that is up to date. No test changes it. */
let cwd: string;

beforeAll(async () => {
  cwd = await indexOf({ "trip.txt": TRIP });
});

describe("the exit code of an index that is up to date", () => {
  test.each(FINDING)("is 0 for what `%s` finds", async (...args) => {
    expect(await run(args, { cwd, stdin: QUESTION })).toMatchObject({ code: 0 });
  });

  test.each([
    [["ask", ...NOWHERE, QUESTION]],
    [["search", ...NOWHERE, QUESTION]],
    [["verify", "The ferry to Lyon leaves at noon."]],
    [["ask", "--batch", "-", ...NOWHERE]],
    [["chat"], "Who invented the telephone?\n"],
  ])("is 1 when %j finds nothing", async (args, stdin = QUESTION) => {
    expect(await run(args, { cwd, stdin })).toMatchObject({ code: 1 });
  });

  test.each([
    [["ask"]],
    [["ask", ""]],
    [["search", ""]],
    [["show", "no.txt:1"]],
    [["verify", ""]],
    [["verify", "--citations", "missing.json"]],
    [["why-not", "no.txt", QUESTION]],
    [["chat"], "?\n"],
    [["ask", "--batch", "missing.txt"]],
    [["status", "--no-such-flag"]],
    [["index", "no such folder"]],
    [["serve", "--port", "70000"]],
    [["token", "a b"]],
    [["eval", "nowhere"]],
    [["completion", "tcsh"]],
    [["no-such-command"]],
  ])("is 2 for a wrong use: %j", async (args, stdin = "") => {
    expect(await run(args, { cwd, stdin })).toMatchObject({ code: 2, stdout: "" });
  });

  test.each([
    [0, ["ask", QUESTION]],
    [0, ["chat"]],
    [1, ["verify", "The ferry to Lyon leaves at noon."]],
    [2, ["search", ""]],
    [2, ["no-such-command"]],
  ])("is %i for the process of %j as well", async (code, args) => {
    expect(await runProcess(args, { cwd, stdin: QUESTION })).toMatchObject({ code });
  });
});

describe("the exit code of an index that is behind its folder", () => {
  let cwd: string;
  const stale = /^2 files differ from the index: new\.txt added, trip\.txt changed\. Update it: footnote index$/m;

  beforeAll(async () => {
    cwd = await indexOf({ "trip.txt": TRIP });
    await writeFile(join(cwd, "corpus/new.txt"), "New.\n");
    await appendFile(join(cwd, "corpus/trip.txt"), "The return is open.\n");
  });

  test.each([...TELLING, ["status"]])(
    "is 3 for what `%s` finds, and standard error says what changed",
    async (...args) => {
      expect(await run(args, { cwd, stdin: QUESTION })).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(stale),
      });
    },
  );

  test.each([
    [["ask", ...NOWHERE, QUESTION]],
    [["search", ...NOWHERE, QUESTION]],
    [["verify", "The ferry to Lyon leaves at noon."]],
    [["ask", "--batch", "-", ...NOWHERE]],
    [["chat"], "Who invented the telephone?\n"],
  ])("is 5 when %j finds nothing", async (args, stdin = QUESTION) => {
    expect(await run(args, { cwd, stdin })).toMatchObject({ code: 5, stderr: expect.stringMatching(stale) });
  });

  test.each([
    [3, ["status"]],
    [5, ["ask", ...NOWHERE, QUESTION]],
  ])("is %i for the process of %j as well", async (code, args) => {
    expect(await runProcess(args, { cwd })).toMatchObject({ code, stderr: expect.stringMatching(stale) });
  });

  test("is 0 again after `footnote index`", async () => {
    const built = await run(["index"], { cwd });
    expect(built).toMatchObject({ code: 0, stdout: expect.stringContaining("2 documents (1 added, 1 changed)") });
    expect(await run(["ask", QUESTION], { cwd })).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("the exit code 4", () => {
  test("says that there is no index, and how to build it", async () => {
    const cwd = await tempFolder();
    for (const args of [
      ["ask", "Why?"],
      ["ask", "--batch", "-"],
      ["search", "why"],
      ["show", "a.txt:1"],
      ["verify", "It is so."],
      ["why-not", "a.txt", "Why?"],
      ["status"],
    ]) {
      const missing = {
        code: 4,
        stdout: "",
        stderr: `error: There is no index in ${cwd}/.footnote.\n  Build it: footnote index <folder>\n`,
      };
      expect(await run(args, { cwd, stdin: "Why?\n" })).toEqual(missing);
      if (args[0] === "status") expect(await runProcess(args, { cwd })).toEqual(missing);
    }
    expect(await readdir(cwd)).toEqual([]);
  });

  test("says that another process writes it, and which", async () => {
    const holder = { pid: process.pid, host: hostname(), token: "0123456789abcdef" };
    await writeFile(join(cwd, ".footnote/lock"), JSON.stringify(holder));
    const { code, stderr } = await run(["index", "--full"], { cwd });
    expect(stderr).toContain(`is being written by process ${process.pid} on ${hostname()}`);
    expect(code).toBe(4);
    expect(await run(["status"], { cwd })).toMatchObject({ code: 0 });
    await rm(join(cwd, ".footnote/lock"));
  });

  test("says that another model made it, and what to do", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP });
    const env = { FOOTNOTE_QUERY_PREFIX: "Q: " };
    for (const args of [["ask", QUESTION], ["index"]]) {
      const { code, stderr } = await run(args, { cwd, env });
      expect(stderr).toMatch(/was made with the model .*\n {2}Rebuild it with this model: footnote index --full/);
      expect(code).toBe(4);
    }
    expect(await run(["index", "--full"], { cwd, env })).toMatchObject({ code: 0 });
    expect(await run(["ask", QUESTION], { cwd, env })).toMatchObject({ code: 0 });
  });

  test("says that other passage settings made it", async () => {
    const { code, stderr } = await run(["index", "--passage-tokens", "100"], { cwd });
    expect(stderr).toContain("other passage settings");
    expect(stderr).toContain("footnote index --full");
    expect(code).toBe(4);
  });

  test("says which file of it is damaged, loses nothing, and --full mends it", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP });
    const [generation] = await readdir(join(cwd, ".footnote/generations"));
    const path = join(cwd, ".footnote/generations", generation as string, "codes.i8");
    const bytes = await readFile(path);
    bytes[7]! ^= 1;
    await writeFile(path, bytes);
    for (const args of [["status"], ["index"]]) {
      const { code, stdout, stderr } = await run(args, { cwd });
      expect(stderr).toMatch(/is damaged: codes\.i8: .*\n {2}Rebuild it from the documents: footnote index --full\n/);
      expect([code, stdout]).toEqual([4, ""]);
    }
    expect(await readFile(path)).toEqual(bytes);
    expect(await run(["index", "--full"], { cwd })).toMatchObject({ code: 0 });
    expect(await run(["ask", QUESTION], { cwd })).toMatchObject({ code: 0 });
  });
});

describe("the exit code 130", () => {
  const long = [...TEXTS.values()].join("\n\n").repeat(10);

  test("follows Ctrl-C during a build; the old index is as it was, and the lock is gone", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP });
    const manifest = await readFile(join(cwd, ".footnote/manifest.json"), "utf8");
    await writeFile(join(cwd, "corpus/long.txt"), long);
    const child = start(["index", "--workers", "1"], { cwd });
    const ending = finished(child);
    while ((await readdir(join(cwd, ".footnote/generations"))).length < 2) await wait(20);
    await wait(800);
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ending;
    expect(stderr).toMatch(/^error: Interrupted\.\n/);
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readFile(join(cwd, ".footnote/manifest.json"), "utf8")).toBe(manifest);
    expect(await readdir(join(cwd, ".footnote/generations"))).toHaveLength(1);
    expect(existsSync(join(cwd, ".footnote/lock"))).toBe(false);
    expect(await run(["status"], { cwd })).toMatchObject({ code: 3 });
  });

  test("or the signal itself follows a second Ctrl-C: the process ends at once, without a crash", async () => {
    const folder = await folderOf({ "long.txt": long });
    const child = start(["index"], { cwd: folder });
    const ending = finished(child);
    while (!existsSync(join(folder, ".footnote/generations"))) await wait(20);
    await wait(1500);
    child.kill("SIGINT");
    await wait(20);
    child.kill("SIGINT");
    const { code, stderr } = await ending;
    expect(stderr).not.toContain("terminate called");
    expect([130, null]).toContain(code);
  });

  test("follows Ctrl-C while a question is awaited from standard input", async () => {
    const interrupted = async (command: string[]) => {
      const child = start(command, { cwd });
      const ending = finished(child);
      await settled(child.pid as number);
      child.kill("SIGINT");
      return ending;
    };
    const commands = [
      ["ask", "-"],
      ["ask", "--batch", "-"],
      ["search", "-"],
      ["verify", "-"],
      ["why-not", "trip.txt", "-"],
      ["chat"],
    ];
    for (const { code, stderr } of await Promise.all(commands.map(interrupted))) {
      expect(stderr).toContain("Interrupted");
      expect(code).toBe(130);
    }
  });
});

/** Returns once a process sleeps and has computed nothing for a second; elsewhere than on Linux that can't be told. */
async function settled(pid: number): Promise<void> {
  for (let before = ""; ; ) {
    await wait(1000);
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
    if (stat === null) return;
    // After the name in brackets: the state first, the ticks in user and system mode twelfth and thirteenth.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(10, 12).join(" ");
    if (state === "S" && ticks === before) return;
    before = ticks;
  }
}

test("a killed build leaves a lock that the next one takes over, and an index that answers", async () => {
  const cwd = await indexOf({ "trip.txt": TRIP });
  await writeFile(join(cwd, "corpus/long.txt"), [...TEXTS.values()].join("\n\n").repeat(6));
  const child = start(["index"], { cwd });
  const ending = finished(child);
  while ((await readdir(join(cwd, ".footnote/generations"))).length < 2) await wait(20);
  child.kill("SIGKILL");
  expect((await ending).code).toBeNull();
  expect(existsSync(join(cwd, ".footnote/lock"))).toBe(true);
  expect(await run(["ask", QUESTION], { cwd })).toMatchObject({ code: 3 });
  await rm(join(cwd, "corpus/long.txt"));
  expect(await run(["index", "--full"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect((await readdir(join(cwd, ".footnote"))).sort()).toEqual(["generations", "manifest.json"]);
  expect(await readdir(join(cwd, ".footnote/generations"))).toHaveLength(1);
});

test("a folder without an index is not touched by a build that fails", async () => {
  const cwd = await folderOf({ "a.xyz": BINARY });
  expect(await run(["index"], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("1 file skipped: a.xyz"),
  });
  expect(await run(["status"], { cwd })).toMatchObject({ code: 4 });
});
