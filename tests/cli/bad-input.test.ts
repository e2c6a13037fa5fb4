import { spawnSync } from "node:child_process";
import { cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { plainEnvironment, run, runProcess } from "../helpers/cli.js";
import { MAIN, MODEL } from "../helpers/shipped.js";
import { folderOf, indexOf } from "../helpers/shipped-index.js";
import { BINARY, tempFolder, writeFiles } from "../helpers/temp-folder.js";

const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";

let cwd: string;

beforeAll(async () => {
  cwd = await indexOf({ "trip.txt": TRIP });
});

/** What a user reads: the error, what to do, and nothing on standard output. */
function failure(message: string, hint: string, code = 2) {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const stderr = expect.stringMatching(new RegExp(`^error: .*${literal(message)}.*\\n {2}.*${literal(hint)}.*\\n$`));
  return { code, stdout: "", stderr };
}

describe("a question", () => {
  const empty = failure("The question is empty.", "at least one word");

  test("that is empty is refused", async () => {
    for (const question of ["", "   ", "?"]) expect(await run(["ask", question], { cwd })).toEqual(empty);
    expect(await run(["search", ""], { cwd })).toEqual(empty);
    expect(await run(["ask", "-"], { cwd, stdin: "" })).toEqual(empty);
    expect(await run(["ask", "-"], { cwd, stdin: " \n\n" })).toEqual(empty);
  });

  test("of 1 MB is refused, with its length", async () => {
    const { code, stderr } = await run(["ask", "-"], { cwd, stdin: "a".repeat(1_000_000) });
    expect(stderr).toContain("The question has 1000000 characters; at most 4000 are read.");
    expect(code).toBe(2);
  });

  test("of many megabytes is not read to its end, and not called something else", async () => {
    const stdin = "é".repeat(5_000_000);
    expect(await runProcess(["ask", "-"], { cwd, stdin })).toEqual(
      failure("at most 4000 are read", "Ask something shorter"),
    );
    expect(await runProcess(["ask", "-"], { cwd, stdin: ` ${stdin}` })).toMatchObject({ code: 2 });
  });

  test("one character over the limit is refused, and one of the limit is asked", async () => {
    const words = "lyon ".repeat(800).trim();
    expect(await run(["ask", "-"], { cwd, stdin: `${words}nn` })).toEqual(failure("has 4001 characters", "shorter"));
    const { code, stderr } = await run(["ask", "-"], { cwd, stdin: `${words}n` });
    expect(stderr).toBe("");
    expect([0, 1]).toContain(code);
  });

  test("that is not UTF-8 is refused, by standard input and by argument", async () => {
    const invalid = failure("not valid UTF-8", "UTF-8");
    const bytes = Buffer.from("Wo liegt W\xfcrzburg?", "latin1");
    expect(await run(["ask", "-"], { cwd, stdin: bytes })).toEqual(invalid);
    // Node passes arguments on as UTF-8: only a shell can give other bytes.
    const shell = spawnSync(
      "sh",
      ["-c", `"$0" "$1" ask "$(printf 'Wo liegt W\\374rzburg?')"`, process.execPath, MAIN],
      {
        cwd,
        env: plainEnvironment(),
        encoding: "utf8",
      },
    );
    expect({ code: shell.status, stdout: shell.stdout, stderr: shell.stderr }).toEqual(invalid);
  });
});

describe("a folder", () => {
  test("that does not exist is named, and the index stays", async () => {
    const missing = failure(`The folder ${join(cwd, "no such")} does not exist.`, "Check the spelling");
    expect(await run(["index", "no such"], { cwd })).toEqual(missing);
    expect(await run(["ask", "When does the train to Lyon leave?"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  });

  test("that nobody has named and that is not there is asked for, with the command for the folder one is in", async () => {
    const folder = await tempFolder();
    const unnamed = failure("No folder of documents has been named, and there is no corpus/ here.", "footnote index .");
    expect(await run(["index"], { cwd: folder })).toEqual(unnamed);
    expect(await run(["index", "--dry-run"], { cwd: folder })).toEqual(unnamed);
    expect(await run(["chat"], { cwd: folder })).toEqual(unnamed);
    await writeFiles(folder, { "trip.txt": TRIP });
    expect(await run(["index", "."], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
  });

  test("that is gone since leaves an index that still answers, without a word about staleness", async () => {
    const folder = await indexOf({ "trip.txt": TRIP });
    await rm(join(folder, "corpus"), { recursive: true });
    expect(await run(["ask", "When does the train to Lyon leave?"], { cwd: folder })).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await run(["index"], { cwd: folder })).toEqual(failure("does not exist", "Check the spelling"));
    expect(await run(["status"], { cwd: folder })).toMatchObject({ code: 0 });
  });

  test("that is a file is refused", async () => {
    expect(await run(["index", "corpus/trip.txt"], { cwd })).toEqual(failure("is not a folder", "Give the folder"));
  });

  test("with bad files has the others indexed, and the bad ones listed with their reasons", async () => {
    const folder = await folderOf({
      "trip.txt": TRIP,
      "empty.txt": "",
      "garbled.txt": Buffer.from([0x41, 0, 0, 1]),
      "photo.xyz": BINARY,
    });
    const { code, stdout, stderr } = await run(["index"], { cwd: folder });
    expect(stdout).toMatch(/^Indexed 1 document \(1 added\)/);
    for (const path of ["empty.txt: is empty", "garbled.txt: is binary", "photo.xyz: is not text"]) {
      expect(stdout).toContain(`\nSkipped ${path}`);
    }
    expect([code, stderr]).toEqual([0, ""]);
    const status = await run(["status"], { cwd: folder });
    expect(status).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("3 files skipped\n  empty.txt: is empty"),
    });
    const asked = await run(["ask", "When does the train to Lyon leave?"], { cwd: folder });
    for (const path of ["empty.txt", "garbled.txt", "photo.xyz"]) expect(asked.stdout).not.toContain(path);
  });
});

describe("a model", () => {
  const question = ["ask", "When does the train leave?"];

  test("that is not there is named with the place where it was looked for", async () => {
    const env = { FOOTNOTE_MODEL_PATH: join(cwd, "models") };
    const missing = failure(
      `The model ${MODEL.name} is not at ${join(cwd, "models", MODEL.name)}.`,
      "FOOTNOTE_MODEL_PATH",
    );
    expect(await run(question, { cwd, env })).toEqual(missing);
    expect(await run(["index"], { cwd, env })).toEqual(missing);
    expect(await run([...question, "--model", "nobody/nothing"], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("The model nobody/nothing is not at"),
    });
  });

  test("that is damaged is refused before it is used", async () => {
    const modelPath = await tempFolder();
    await cp(join(MODEL.path, MODEL.name), join(modelPath, MODEL.name), { recursive: true });
    await writeFile(join(modelPath, MODEL.name, "onnx/model_quantized.onnx"), "not a model");
    const damaged = failure("onnx/model_quantized.onnx of the model Xenova/e5-small-v2 does not match", "Reinstall");
    expect(await run([...question, "--model-path", modelPath], { cwd })).toEqual(damaged);
    expect(await run(["index", "--full", "--model-path", modelPath], { cwd })).toEqual(damaged);
    expect(await run(question, { cwd })).toMatchObject({ code: 0 });
  });
});

describe("a command line", () => {
  test("with an unknown command is refused, and the nearest one suggested", async () => {
    const { code, stdout, stderr } = await run(["serach", "lamp"], { cwd });
    expect(stderr).toMatch(/^error: unknown command 'serach'\n\(Did you mean search\?\)/);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test.each([
    [["ask", "--jsno", "Why?"], "--jsno", "--json"],
    [["index", "--ful"], "--ful", "--full"],
    [["search", "--topk", "3", "lamp"], "--topk", "--top-k"],
  ])("like %j is refused, and the nearest flag suggested", async (args, flag, suggestion) => {
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(stderr).toMatch(new RegExp(`^error: unknown option '${flag}'\\n\\(Did you mean ${suggestion}\\?\\)`));
    expect([code, stdout]).toEqual([2, ""]);
  });

  test.each([
    [["ask", "--top-k", "0", "Why?"], "topK (flag)", "from 1 to 50"],
    [["index", "--passage-tokens", "many"], "passageTokens (flag)", "whole number"],
    [["ask", "--after", "yesterday", "Why?"], "--after <date>", "ISO 8601"],
    [["search", "--before", "2026-02-30", "lamp"], "--before <date>", "ISO 8601"],
    [["show", "trop.txt"], "'trop.txt' is no passage id, and names no line", "footnote show a/b.txt:12"],
    [["verify", ""], "The statement is empty.", "at least one word"],
    [["verify", "lyon ".repeat(801)], "The statement has 4004 characters", "in parts"],
    [["ask"], "give a question, or --batch", ""],
    [["completion", "bsh"], "Allowed choices are bash, zsh, fish", "Did you mean bash?"],
    [["completion"], "missing required argument 'shell'", ""],
    [["serve", "--log-level", "wrn"], "Allowed choices are silent, error, warn, info", "Did you mean warn?"],
    [["eval", "set", "--without", "keyword"], "Allowed choices are keywords", "Did you mean keywords?"],
    [["eval", "set", "--fail-under", "recal=9"], "The figures are recall", "Did you mean recall?"],
    [["show", "trip.txt:9"], "trip.txt:9 is not in the index", "has 1 lines"],
    [["show", "p0000"], "No passage 'p0000'", ""],
    [["serve", "--host", "0.0.0.0"], "can't listen on 0.0.0.0", ""],
  ])("like %j is refused with the reason", async (args, subject, reason) => {
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(subject);
    expect(stderr).toContain(reason);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("of nothing explains the program, and --help and --version are no failures", async () => {
    const help = await runProcess(["--help"], { cwd });
    expect(help).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("Usage: footnote") });
    expect(await run(["ask", "--help"], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Examples:\n  footnote ask"),
    });
    const nothing = await runProcess([], { cwd });
    expect(nothing).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("footnote --help names all"),
    });
    expect(await runProcess(["--version"], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe("a secret in a wrong place", () => {
  test.each([
    [["ask", "Why?", "--llm-key=hush-4711"], {}],
    [["ask", "Why?", "--index", "x", "--server", "https://ada:hush-4711@docs.example"], {}],
    [["ask", "Why?", "--offline"], { FOOTNOTE_SERVER: "https://ada:hush-4711@docs.example" }],
    [["ask", "Why?"], { FOOTNOTE_SERVER: "https://ada:hush-4711@docs.example" }],
    [["index"], { FOOTNOTE_SERVER: "https://ada:hush-4711@docs.example" }],
    [["ask", "Why?", "--write", "--llm-url", "https://ada:hush-4711@docs.example/v1"], {}],
    [["status", "--store", "opensearch"], { FOOTNOTE_OPENSEARCH_URL: "https://ada:hush-4711@docs.example:9200" }],
  ])("%j with %j is refused, and not said again", async (args, env) => {
    const { code, stdout, stderr } = await run(args, { cwd: await tempFolder(), env });
    expect([code, stdout]).toEqual([expect.any(Number), ""]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toContain("hush");
  });

  test("is not said either of a settings' file that can't be read", async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { "footnote.config.json": '{"llmKey": hush-4711}' });
    const { stderr } = await run(["status"], { cwd: folder });
    expect(stderr).toContain("is not valid JSON");
    expect(stderr).not.toContain("hush");
  });
});

describe("a setting", () => {
  test.each([
    ["{", "is not valid JSON"],
    ["[]", "not a JSON object"],
    ['{"topk": 3}', "there is no such setting; perhaps topK is meant"],
    ['{"logLevel": "information"}', "it takes one of silent, error, warn, info"],
    ['{"logLevel": "wrn"}', "perhaps warn is meant"],
    ['{"topK": "three"}', "whole number from 1 to 50"],
  ])("of a footnote.config.json of %j is refused", async (content, problem) => {
    const folder = await tempFolder();
    await writeFiles(folder, { "footnote.config.json": content });
    expect(await run(["status"], { cwd: folder })).toEqual(failure(problem, "settings"));
  });

  test("counts by flag before environment before file before default", async () => {
    const trains = Array.from({ length: 6 }, (_, i) => [`${i}.txt`, `Train ${i} leaves at noon.\n`]);
    const folder = await indexOf(Object.fromEntries(trains));
    const passages = async (args: string[], env = {}) =>
      JSON.parse((await run(["search", "--json", ...args, "train"], { cwd: folder, env })).stdout).passages.length;
    expect(await passages([])).toBe(6);
    await writeFiles(folder, { "footnote.config.json": '{"topK": 4}' });
    expect(await passages([])).toBe(4);
    expect(await passages([], { FOOTNOTE_TOP_K: "3" })).toBe(3);
    expect(await passages(["--top-k", "2"], { FOOTNOTE_TOP_K: "3" })).toBe(2);
  });
});

test("a failed command writes nothing into the folder", async () => {
  const folder = await tempFolder();
  await run(["ask", "Why?"], { cwd: folder });
  await run(["sttus"], { cwd: folder });
  await run(["index"], { cwd: folder });
  await run(["chat"], { cwd: folder, stdin: "Why?\n" });
  await run(["index", "no such folder"], { cwd: folder });
  expect(await readdir(folder)).toEqual([]);
  await writeFiles(folder, { "papers/photo.xyz": BINARY });
  await run(["index", "papers"], { cwd: folder });
  await run(["index", "papers", "--model-path", "nowhere"], { cwd: folder });
  expect(await readdir(folder)).toEqual(["papers"]);
});
