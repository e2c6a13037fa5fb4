import { expect, test } from "vitest";
import { readFile } from "../../../../src/index/readers/read-document.js";
import { ReadingThread } from "../../../../src/index/readers/reading-thread.js";
import { makeZip } from "../../../helpers/make-zip.js";
import { READING_WORKER_URL } from "../../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../../helpers/temp-folder.js";

test("of an archive no more is held than the passages of one file may be, and what is short still fits", async () => {
  const folder = await tempFolder();
  const long = "words ".repeat(400);
  const names = ["a.txt", "b.txt", "c.txt"];
  const files = [...names.map((name) => ({ name, content: long })), { name: "d.txt", content: "A short note.\n" }];
  await writeFiles(folder, { "pack.zip": makeZip(files) });
  const thread = new ReadingThread(undefined, READING_WORKER_URL);
  const read = await readFile(folder, { path: "pack.zip" }, { passagesPerFile: 2, thread });
  await thread.close();
  expect(read).toMatchObject({
    documents: [{ path: "pack.zip › a.txt" }, { path: "pack.zip › b.txt" }, { path: "pack.zip › d.txt" }],
    setAside: [{ path: "pack.zip › c.txt", reason: expect.stringMatching(/^makes more than 2 passages/) }],
  });
});
