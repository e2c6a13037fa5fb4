import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finished, run, start } from "../helpers/cli.js";
import { indexOf } from "../helpers/shipped-index.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const FILES = {
  "lamp.txt": "The red lamp is lit at seven.\n",
  "roof.txt": "The roof leaks.\n\nThe roof was last mended in May.\n",
};
const QUESTION = "When is the red lamp lit?";
const HIT = "lamp.txt:1: The red lamp is lit at seven.\n";

let there: string;
let here: string;
let server: string;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  there = await indexOf(FILES);
  here = await tempFolder();
  const child = start(["serve", "--port", "0"], { cwd: there });
  const ending = finished(child);
  const [line] = await once(child.stdout, "data");
  server = /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? "";
  stop = () => {
    child.kill("SIGINT");
    return ending;
  };
});
afterAll(() => stop());

/** What does not depend on when and how fast, nor is of a server alone. */
function timeless(json: string): unknown {
  const { timings_ms, coverage, checked_at, saves_conversations, ...rest } = JSON.parse(json);
  return { ...rest, coverage: coverage && { ...coverage, checked_at: null } };
}

describe("a command with --server gives what it gives where the server runs:", () => {
  test.each([
    ["ask", QUESTION],
    ["ask", "--explain", "--path", "*.txt", QUESTION],
    ["ask", "Who painted Guernica?"],
    ["search", "--top-k", "1", "roof"],
    ["search", "--type", ".txt", "--after", "2020-01-01T10:00", "roof"],
    ["verify", "The red lamp is lit at eight."],
    ["show", "roof.txt:3"],
    ["show", "roof.txt:99"],
    ["show", "nowhere.txt:1"],
    ["show", "f00d"],
    ["status", "--files"],
  ])("%s %s %s %s %s %s", async (...words) => {
    const args = words.filter((word) => word !== undefined);
    const local = await run([...args, "--json"], { cwd: there });
    const remote = await run([...args, "--json", "--server", server], { cwd: here });
    expect(remote.code).toBe(local.code);
    expect(remote.stderr).toBe(local.stderr);
    if (local.stdout === "") expect(remote.stdout).toBe("");
    else expect(timeless(remote.stdout)).toEqual(timeless(local.stdout));
  });

  test("ask --batch, also where a question of it fails", async () => {
    const args = ["ask", "--batch", "-", "--jsonl"];
    const stdin = `${QUESTION}\n?\nWho painted Guernica?\n`;
    const local = await run(args, { cwd: there, stdin });
    const remote = await run([...args, "--server", server], { cwd: here, stdin });
    const lines = ({ stdout }: typeof local) => stdout.trimEnd().split("\n").map(timeless);
    expect(lines(remote)).toEqual(lines(local));
    expect(lines(remote)).toHaveLength(3);
    expect([remote.code, remote.stderr]).toEqual([2, local.stderr]);
  });

  test("verify --citations, with what ask --json printed", async () => {
    const answer = await run(["ask", "--json", "--server", server, QUESTION], { cwd: here });
    const options = { cwd: here, stdin: answer.stdout };
    const { code, stdout } = await run(["verify", "--citations", "-", "--server", server], options);
    expect(stdout).toContain(`valid [c1] ${HIT.trim()}`);
    expect(code).toBe(0);
  });

  test("chat without a terminal, a question a line", async () => {
    const options = { cwd: here, stdin: `${QUESTION}\nWho painted Guernica?\n`, env: { FOOTNOTE_SERVER: server } };
    const { code, stdout } = await run(["chat", "--jsonl"], options);
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).status);
    expect(answers).toEqual(["answered", "not_found"]);
    expect(code).toBe(1);
  });
});

describe("the server may be named", () => {
  test("by the environment or the configuration file; a flag comes first, and empty it means this machine", async () => {
    const search = ["search", "red lamp", "--top-k", "1"];
    expect(await run(search, { cwd: here, env: { FOOTNOTE_SERVER: server } })).toMatchObject({ stdout: HIT, code: 0 });
    const configured = await tempFolder();
    await writeFile(join(configured, "footnote.config.json"), JSON.stringify({ server }));
    expect(await run(search, { cwd: configured })).toMatchObject({ stdout: HIT });
    const env = { FOOTNOTE_SERVER: "http://127.0.0.1:9" };
    expect(await run([...search, "--server", server], { cwd: here, env })).toMatchObject({ stdout: HIT });
    expect(await run([...search, "--server", ""], { cwd: there, env })).toMatchObject({ stdout: HIT });
  });

  test("but not for what only the index on this machine can do", async () => {
    const env = { FOOTNOTE_SERVER: server };
    for (const args of [["index"], ["why-not", "lamp.txt", QUESTION], ["ask", "--index", "x", QUESTION]]) {
      const { code, stdout, stderr } = await run(args, { cwd: there, env });
      expect(stderr).toMatch(/^error: .+ works on this machine's own index, and the settings name the server http/);
      expect([code, stdout]).toEqual([2, ""]);
    }
    const { code, stderr } = await run(["index", "--server", server], { cwd: there });
    expect(stderr).toContain("unknown option '--server'");
    expect(code).toBe(2);
  });
});

test("a stale index is said to be the server's", async () => {
  const folder = await indexOf(FILES);
  await writeFiles(folder, { "corpus/new.txt": "A new note.\n" });
  const child = start(["serve", "--port", "0"], { cwd: folder });
  const ending = finished(child);
  const [line] = await once(child.stdout, "data");
  const url = /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? "";
  const { code, stderr } = await run(["ask", "--server", url, QUESTION], { cwd: here });
  child.kill("SIGINT");
  await ending;
  expect(stderr).toBe(`1 file differs from the index of ${url}: new.txt added.\n`);
  expect(code).toBe(3);
});

describe("the token", () => {
  let seen: IncomingHttpHeaders | undefined;
  let guarded: string;

  beforeAll(async () => {
    const guard = createServer((request, response) => {
      seen = request.headers;
      response.writeHead(401).end();
    }).listen(0, "127.0.0.1");
    await once(guard, "listening");
    guarded = `http://127.0.0.1:${(guard.address() as AddressInfo).port}`;
    return () => guard.close();
  });

  test("comes from the environment or a file, and has no flag", async () => {
    const file = join(here, "token.txt");
    await writeFile(file, "of-the-file\n");
    await chmod(file, 0o600);
    const env = { FOOTNOTE_TOKEN: "of-the-environment" };
    const ask = ["ask", "--server", guarded, QUESTION];
    const refused = await run(ask, { cwd: here, env });
    expect(seen?.authorization).toBe("Bearer of-the-environment");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/does not accept this token\.\n {2}Set the token in FOOTNOTE_TOKEN/);
    await run([...ask, "--token-file", "token.txt"], { cwd: here, env });
    expect(seen?.authorization).toBe("Bearer of-the-file");
    const { stderr } = await run([...ask, "--token", "x"], { cwd: here });
    expect(stderr).toContain("unknown option '--token'");
  });

  test.each([
    ["missing.txt", "no such file"],
    ["empty.txt", "the file is empty"],
    [".", "it is a folder"],
  ])("in a file like %s is not left out silently", async (file, problem) => {
    await writeFile(join(here, "empty.txt"), "\n");
    seen = undefined;
    const { code, stderr } = await run(["status", "--server", guarded, "--token-file", file], { cwd: here });
    expect(stderr).toContain(problem);
    expect([code, seen]).toEqual([2, undefined]);
  });
});

test("a server that is not there, or is no address, ends every command with 2 and a hint", async () => {
  for (const args of [
    ["ask", QUESTION],
    ["search", "x"],
    ["verify", "It is."],
    ["show", "a/b"],
    ["status"],
    ["chat"],
  ]) {
    const { code, stdout, stderr } = await run([...args, "--server", "http://127.0.0.1:9"], { cwd: here });
    expect(stderr).toMatch(/^error: No server answers at http:\/\/127\.0\.0\.1:9: .+\n {2}Check the address/);
    expect([code, stdout]).toEqual([2, ""]);
  }
  const { code, stderr } = await run(["ask", "--server", "localhost:3000", QUESTION], { cwd: here });
  expect(stderr).toContain("it takes an address such as http://127.0.0.1:3000");
  expect(code).toBe(2);
});

test("Ctrl-C ends a command whose server says nothing", async () => {
  const mute = createServer(() => child.kill("SIGINT")).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const child = start(["status", "--server", url], { cwd: here });
  expect(await finished(child)).toMatchObject({ code: 130, stderr: expect.stringContaining("Interrupted") });
  mute.closeAllConnections();
  mute.close();
});
