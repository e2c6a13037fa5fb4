import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { chatHost, displayOf } from "../../../src/cli/chat/chat-host.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const RIGHT = { question: "When does the train leave?", isRight: true, cited: [] };
const KEPT = "Marked as right; kept in footnote-labels/questions.jsonl.";

async function hostIn(cwd: string, settings = { ...DEFAULTS, workers: 1 }) {
  const corpus = join(cwd, "my papers");
  await writeFiles(corpus, { "trip.txt": "The train to Lyon leaves at 07:14.\n" });
  const local = settings.server === "" ? new LocalAssistant(settings, { cwd, corpus, workerUrl: WORKER_URL }) : null;
  const assistant = local ?? ({} as LocalAssistant);
  const host = chatHost(
    { cwd, environment: {}, nodeVersion: "20.20.2" },
    { assistant, local, settings, collections: [] },
  );
  return { host, local };
}

test("a kept judgement tells how to measure with it, in a command that can be run as it is", async () => {
  const { host, local } = await hostIn(await tempFolder());
  try {
    await local?.sync();
    const { text } = await host.keep(RIGHT);
    expect(text).toBe(`${KEPT} Measure with: footnote eval footnote-labels --corpus 'my papers'`);
    expect((await host.keep(RIGHT)).text).toBe(KEPT);
  } finally {
    await local?.close();
  }
});

test("a judgement is kept, and said to be, where the index can't be read any more", async () => {
  const cwd = await tempFolder();
  const { host, local } = await hostIn(cwd);
  expect((await host.keep(RIGHT)).text).toBe(`${KEPT} Measure with: footnote eval footnote-labels --corpus <folder>`);
  expect(await readFile(join(cwd, "footnote-labels/questions.jsonl"), "utf8")).toContain(RIGHT.question);
  await local?.close();
});

test("a server's folder is not named as one of this machine", async () => {
  const { host } = await hostIn(await tempFolder(), { ...DEFAULTS, server: "http://127.0.0.1:1" });
  expect((await host.keep(RIGHT)).text).toMatch(/--corpus <folder>$/);
});

test.each([
  [{}, true],
  [{ LANG: "de_DE.UTF-8" }, true],
  [{ LC_ALL: "C.utf8" }, true],
  [{ LANG: "C" }, false],
  [{ LC_ALL: "POSIX", LANG: "en_US.UTF-8" }, false],
  [{ LANG: "de_DE.ISO-8859-1" }, false],
  [{ LANG: "en_US.UTF-8", TERM: "linux" }, false],
])("superscripts with %j: %s", (environment, superscripts) => {
  expect(displayOf(environment).superscripts).toBe(superscripts);
});
