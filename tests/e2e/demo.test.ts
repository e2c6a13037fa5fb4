import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { hasTmux } from "./tmux.js";

const STORED = join(ROOT, "docs/demo");
const ADVICE =
  "The chat has changed since the demo in README was recorded. Look at it, and record it again: npm run demo";
const MAX_BYTES = 300_000;

/** The screens of a recording, as text. */
async function screensOf(folder: string): Promise<string[]> {
  const [, ...events] = (await readFile(join(folder, "chat.cast"), "utf8")).trim().split("\n");
  return events.map((event) => {
    const [, , drawn] = JSON.parse(event) as [number, "o", string];
    return stripVTControlCharacters(drawn).replaceAll("\r\n", "\n");
  });
}

test.skipIf(!hasTmux)("the demo in README shows what the chat shows today (needs tmux)", async () => {
  const folder = await tempFolder();
  const script = join(ROOT, "scripts/record-demo.mjs");
  await promisify(execFile)(process.execPath, [script, "--folder", folder]);
  expect(await screensOf(folder), ADVICE).toEqual(await screensOf(STORED));
  for (const name of ["chat.cast", "chat.svg"]) {
    const [today, stored] = await Promise.all([folder, STORED].map((from) => readFile(join(from, name), "utf8")));
    expect(today === stored, `${name}: ${ADVICE}`).toBe(true);
  }
});

test("recording the demo without tmux says that it is missing, and leaves nothing behind", async () => {
  const [bin, temporary] = [await tempFolder(), await tempFolder()];
  const recording = promisify(execFile)(
    process.execPath,
    [join(ROOT, "scripts/record-demo.mjs"), "--folder", join(bin, "demo")],
    { env: { ...process.env, PATH: bin, TMPDIR: temporary } },
  );
  await expect(recording).rejects.toThrow("tmux can't be started; the demo is recorded in it");
  expect(await readdir(temporary)).toEqual([]);
});

test("the demo shows a question, its answer, an open citation, a follow-up and a refusal, and stays small", async () => {
  const shown = (await screensOf(STORED)).join("\n");
  for (const text of ["footnote chat", "Sources", "citation 2 of", "match 2 of", "read as:", "Not found in these"]) {
    expect(shown).toContain(text);
  }
  const sizes = await Promise.all(["chat.cast", "chat.svg"].map(async (name) => (await stat(join(STORED, name))).size));
  expect(sizes[0]! + sizes[1]!).toBeLessThan(MAX_BYTES);
  expect(await readFile(join(ROOT, "README.md"), "utf8")).toContain("docs/demo/chat.svg");
});
