import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { type FakeWriter, idOf, saying, startFakeWriter } from "../helpers/fake-writer.js";
import { MAIN } from "../helpers/shipped.js";
import { indexOf } from "../helpers/shipped-index.js";
import { hasTmux, Tmux } from "./tmux.js";

const QUESTION = "What is the notice period of the mill?";
const QUOTE = "The notice period of the mill is three months.";
const FILES = { "lease.txt": `${QUOTE}\n\nThe mill stands in Hale.\n` };

let fake: FakeWriter;
/** This machine under an address that isn't known to be it. */
let host: string;
let cwd: string;
let terminal: Tmux;

beforeAll(async () => {
  fake = await startFakeWriter(saying((request) => `The notice period is three months [${idOf(request, "three")}].`));
  host = new URL(fake.url).host.replace("127.0.0.1", "0.0.0.0");
});
afterAll(() => fake.close());

describe.skipIf(!hasTmux)("in a real terminal, before anything is sent to another host (needs tmux)", () => {
  beforeEach(async () => {
    cwd = await indexOf(FILES);
    terminal = Tmux.open(cwd);
  });
  afterEach(() => {
    terminal.close();
    fake.requests.splice(0);
  });

  const footnote = (words: string) =>
    terminal.runOnEmpty(
      `XDG_CONFIG_HOME="${cwd}/config" FOOTNOTE_LLM_URL=http://${host} "${process.execPath}" "${MAIN}" ${words}; echo left=$?`,
    );
  const known = () => readFile(join(cwd, "config/footnote/llm-hosts"), "utf8").catch(() => null);

  test("ask --write asks once, by host and amount; yes is remembered for its owner alone", async () => {
    await footnote(`ask --write "${QUESTION}"`);
    const asked = await terminal.shows("(y/N)");
    expect(asked.replace(/\s+/g, "")).toMatch(/0\.0\.0\.0:\d+isnotthismachine.*12,000characters/);
    expect(fake.requests).toEqual([]);
    terminal.run("y");
    const answered = await terminal.shows("left=0");
    expect(answered).toContain(`${QUOTE} [1]`);
    expect(answered).toContain("The notice period is three months. [w1]");
    expect(fake.requests).toHaveLength(1);
    expect(await known()).toBe(`${host}\n`);
    expect((await stat(join(cwd, "config/footnote/llm-hosts"))).mode & 0o777).toBe(0o600);

    await footnote(`ask --write "${QUESTION}"`);
    expect(await terminal.shows("left=0")).not.toContain("(y/N)");
    expect(fake.requests).toHaveLength(2);
  });

  test("ask --write sends nothing after a no, answers in quotes, and says what to do", async () => {
    await footnote(`ask --write "${QUESTION}"`);
    await terminal.shows("(y/N)");
    terminal.press("Enter");
    const answered = await terminal.shows("left=2");
    expect(answered).toContain(`${QUOTE} [1]`);
    expect(answered).toContain("--llm-consent");
    expect(fake.requests).toEqual([]);
    expect(await known()).toBeNull();
  });

  test("Ctrl-C where ask --write asks leaves at once; nothing is sent or remembered", async () => {
    await footnote(`ask --write "${QUESTION}"`);
    await terminal.shows("(y/N)");
    terminal.press("C-c");
    await terminal.shows("left=130");
    expect(fake.requests).toEqual([]);
    expect(await known()).toBeNull();
  });

  test("the chat asks by the same rule: no sends nothing, yes writes, and ask --write knows of it", async () => {
    await footnote("chat --write");
    const asked = await terminal.shows("Ctrl-Y");
    expect(asked.replace(/\s+/g, "")).toMatch(/0\.0\.0\.0:\d+isnotthismachine.*12,000characters/);
    terminal.press("n");
    await terminal.shows(`Nothing is sent to ${host}.`);
    terminal.run("/write");
    await terminal.shows("Ctrl-Y");
    terminal.press("C-c");
    await terminal.shows(/^(?![\s\S]*Ctrl-Y)[\s\S]*Nothing is sent to/);
    expect(await known()).toBeNull();
    terminal.run("/write");
    await terminal.shows("Ctrl-Y");
    terminal.press("C-y");
    await terminal.shows("Answers are written as well");
    expect(await known()).toBe(`${host}\n`);
    terminal.run(QUESTION);
    const answered = await terminal.shows("Written by fake-1");
    expect(answered).toMatch(/is three months\.¹[\s\S]*The notice period is three months\.\u00a0\[w1\]/);
    terminal.press("C-d");
    await terminal.shows("left=0");
    await footnote(`ask --write "${QUESTION}"`);
    expect(await terminal.shows("left=0")).toContain("[w1]");
  });
});

test("without a terminal nobody is asked, and nothing is sent", async () => {
  const folder = await indexOf(FILES);
  const env = { FOOTNOTE_LLM_URL: `http://${host}`, XDG_CONFIG_HOME: folder };
  const { code, stderr, stdout } = await run(["ask", "--write", QUESTION], { cwd: folder, env });
  expect(code).toBe(2);
  expect(stdout).toContain(QUOTE);
  expect(stderr).toContain("--llm-consent");
  expect(stdout + stderr).not.toContain("(y/N)");
  expect(fake.requests).toEqual([]);
});
