import { afterAll, describe, expect, it } from "vitest";
import { readFile } from "../../../src/index/readers/read-document.js";
import { ReadingThread } from "../../../src/index/readers/reading-thread.js";
import { fixture } from "../../helpers/fixtures.js";
import { makeZip } from "../../helpers/make-zip.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const WORKER = new URL("../../../dist/index/readers/reading-worker.js", import.meta.url);
const thread = new ReadingThread(undefined, WORKER);
afterAll(() => thread.close());

async function read(name: string, content: string | Uint8Array) {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: content });
  return readFile(folder, { path: name }, { thread });
}

describe("a file whose ending lies", () => {
  it.each([
    ["handbook.txt", "libreoffice.pdf"],
    ["handbook.md", "pandoc.docx"],
    ["handbook.pdf", "pandoc.docx"],
    ["handbook.docx", "pandoc.epub"],
    ["handbook.doc", "pandoc.html"],
    ["handbook.key", "libreoffice.docx"],
    ["handbook", "libreoffice.pdf"],
    ["handbook.2025", "pandoc.docx"],
  ])("%s, which is %s, is read by its content", async (name, made) => {
    const result = await read(name, fixture(made));
    expect(result).toMatchObject({ status: "read", documents: [{ title: "Running the Village Library" }] });
  });

  it("is text all the same where its text is that of a page's source", async () => {
    const result = await read("page.txt", "<!doctype html>\n<p>How a page begins.\n");
    expect(result).toMatchObject({ documents: [{ text: "<!doctype html>\n<p>How a page begins.\n" }] });
  });

  it("and is an archive of anything is read as a folder: each file of it has its own reason", async () => {
    const result = await read("data.xyz", makeZip([{ name: "a.bin", content: "x" }]));
    const setAside = [{ path: "data.xyz › a.bin", reason: "holds data for programs, not text (.bin)" }];
    expect(result).toEqual({ status: "read", documents: [], setAside });
  });
});
