import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Assistant } from "../../../src/assistant/assistant.js";
import { openInEditor } from "../../../src/cli/chat/open-in-editor.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { HAS_SCRIPTS, NEEDS_SCRIPTS } from "../../helpers/systems.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const assistantOver = (status: () => Promise<{ corpus: string }>) => ({ status }) as unknown as Assistant;

test("an index that has gone is said", async () => {
  const assistant = assistantOver(async () => {
    throw new FootnoteError("index_missing", { path: ".footnote" });
  });
  const surroundings = { assistant, environment: { EDITOR: "vi" }, server: "" };
  const remark = await openInEditor({ path: "a.txt", line: 1 }, surroundings, (run) => run());
  expect(remark).toMatchObject({ tone: "warning", text: expect.stringMatching(/index/) });
});

test.skipIf(!HAS_SCRIPTS).each([
  ["notes.md", ["+7"]],
  ["LICENSE", ["+7"]],
  ["main.ts", ["+7"]],
  ["page.html", []],
])(`%s is opened at a line only where its lines are the document's${NEEDS_SCRIPTS}`, async (path, args) => {
  const folder = await tempFolder();
  const editor = join(folder, "vim");
  await writeFiles(folder, { [path]: "text", vim: `#!/bin/sh\nprintf '%s\\n' "$@" > ${join(folder, "args")}\n` });
  await chmod(editor, 0o755);
  const surroundings = { assistant: assistantOver(async () => ({ corpus: folder })), environment: { EDITOR: editor } };
  expect(await openInEditor({ path, line: 7 }, { ...surroundings, server: "" }, (run) => run())).toBeNull();
  expect((await readFile(join(folder, "args"), "utf8")).trim().split("\n")).toEqual([...args, join(folder, path)]);
});

test.each(["report.docx", "book.epub", "paper.pdf"])("%s is no text, and not given to an editor", async (path) => {
  const folder = await tempFolder();
  await writeFiles(folder, { [path]: "bytes" });
  const surroundings = { assistant: assistantOver(async () => ({ corpus: folder })), environment: { EDITOR: "false" } };
  const remark = await openInEditor({ path, line: 7 }, { ...surroundings, server: "" }, (run) => run());
  expect(remark).toMatchObject({ tone: "warning", text: expect.stringContaining(`${path} is no text file`) });
});
