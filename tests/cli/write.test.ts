import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { type FakeWriter, idOf, json, saying, startFakeWriter } from "../helpers/fake-writer.js";
import { indexOf } from "../helpers/shipped-index.js";
import { writeFiles } from "../helpers/temp-folder.js";

const QUESTION = "What is the notice period of the mill?";
const KEY = "sk-very-secret-key";

let cwd: string;
let fake: FakeWriter;

beforeAll(async () => {
  cwd = await indexOf({ "lease.txt": "The notice period of the mill is three months.\n\nThe mill stands in Hale.\n" });
  fake = await startFakeWriter(
    saying((request) => `The mill's notice period is three months [${idOf(request, "three months")}].\nIt is old.`),
  );
});
afterEach(() => fake.requests.splice(0));
afterAll(() => fake.close());

test("the quoted answer comes first, then what is proven, what was left out, and what was sent", async () => {
  const { code, stdout } = await run(["ask", "--write", "--llm-url", fake.url, QUESTION], { cwd });
  expect(code).toBe(0);
  const [quoted = "", words = ""] = stdout.split("In words\n");
  expect(quoted).toContain("The notice period of the mill is three months. [1]");
  expect(words).toContain("The mill's notice period is three months. [w1]");
  expect(words).toContain("1 sentence left out: it cites nothing");
  expect(words).toContain(`Written by fake-1 at ${new URL(fake.url).host}`);
  expect(words).not.toContain("It is old");
});

test("--show-prompt alone prints what would be sent, and sends nothing", async () => {
  const { stdout } = await run(["ask", "--show-prompt", "--llm-url", fake.url, QUESTION], { cwd });
  expect(stdout).toContain("Question: What is the notice period of the mill?");
  expect(stdout).toContain("Nothing was sent.");
  expect(fake.requests).toEqual([]);
});

test("a model that fails leaves the quoted answer, an error that says what to do, and no key", async () => {
  const failing = await startFakeWriter((_, response) => json(response, 401, { error: { message: `bad ${KEY}` } }));
  const env = { FOOTNOTE_LLM_URL: failing.url, FOOTNOTE_LLM_KEY: KEY, FOOTNOTE_LLM_MODEL: "m" };
  const { code, stderr, stdout } = await run(["ask", "--write", QUESTION], { cwd, env });
  await failing.close();
  expect(code).toBe(2);
  expect(stdout).toContain("The notice period of the mill is three months. [1]");
  expect(stderr).toContain("FOOTNOTE_LLM_KEY");
  expect(stdout + stderr).not.toContain(KEY);
});

test("what other programs use is used only when it is asked for", async () => {
  const env = { OPENAI_BASE_URL: `${fake.url}/v1`, OPENAI_API_KEY: KEY };
  const unasked = await run(["ask", "--write", QUESTION], { cwd, env });
  expect(unasked.stderr).toContain("--llm-url");
  expect(fake.requests).toEqual([]);
  await run(["ask", "--write", "--llm-url", "env", QUESTION], { cwd, env });
  expect(fake.requests[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
});

test("another host is not asked without consent, and a folder's file can't give it", async () => {
  const env = { FOOTNOTE_LLM_URL: "https://llm.example", XDG_CONFIG_HOME: cwd };
  const { stderr } = await run(["ask", "--write", QUESTION], { cwd, env });
  expect(stderr).toContain("llm.example is not this machine");
  await writeFiles(cwd, { "other/footnote.config.json": JSON.stringify({ llmConsent: ["llm.example"] }) });
  const inFolder = await run(["ask", QUESTION], { cwd: join(cwd, "other") });
  expect(inFolder.code).toBe(2);
  expect(inFolder.stderr).toContain("FOOTNOTE_LLM_CONSENT");
});

test("a key's file that others may read is refused", async () => {
  await writeFile(join(cwd, "key"), KEY, { mode: 0o644 });
  const args = ["ask", "--write", "--llm-url", fake.url, "--llm-key-file", "key", QUESTION];
  const { stderr, stdout } = await run(args, { cwd });
  expect(stderr).toContain("chmod 600");
  expect(stdout + stderr).not.toContain(KEY);
});

test("models are listed, and an address that is wrong is named", async () => {
  const { stdout } = await run(["models", "--llm-url", fake.url], { cwd });
  expect(stdout).toBe("fake-1\nfake-2\n");
  const wrong = await run(["models", "--llm-url", "http://127.0.0.1:1/api"], { cwd });
  expect(wrong.stderr).toContain("http://127.0.0.1:1/api/v1");
});

test("without --write no connection is opened, whatever is set up", async () => {
  const net = (await import("node:net")).default;
  const { connect } = net.Socket.prototype;
  let attempts = 0;
  net.Socket.prototype.connect = () => {
    attempts += 1;
    throw new Error("closed");
  };
  try {
    const { code } = await run(["ask", "--llm-url", fake.url, QUESTION], { cwd });
    expect(code).toBe(0);
  } finally {
    net.Socket.prototype.connect = connect;
  }
  expect(attempts).toBe(0);
});
