import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it, vi } from "vitest";
import { EXPORT_FORMATS } from "../../../src/contract/limits.js";
import { EXPORT_MARK } from "../../../src/core/own-files.js";
import { exportAs, FORMAT_ROWS } from "../../../src/export/formats.js";
import { contentHashOf } from "../../../src/index/folder/corpus-file.js";
import { FORMATS } from "../../../src/index/readers/formats.js";
import { readFile } from "../../../src/index/readers/read-document.js";
import { ReadingThread } from "../../../src/index/readers/reading-thread.js";
import { keptTurn } from "../../export/kept-turn.js";
import { fixture } from "../../helpers/fixtures.js";
import { makeZip } from "../../helpers/make-zip.js";
import { HAS_LINKS, NEEDS_LINKS } from "../../helpers/systems.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const WORKER = new URL("../../../dist/index/readers/reading-worker.js", import.meta.url);
const thread = new ReadingThread(undefined, WORKER);
const PROGRAM = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
afterAll(() => thread.close());

async function read(name: string, content: string | Uint8Array, options = {}) {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: content });
  return readFile(folder, { path: name }, { thread, ...options });
}

describe("a file", () => {
  it.each(["README", "Makefile", "notes.xyz", "LICENSE.MIT"])("%s is read as text, for it is text", async (name) => {
    const result = await read(name, "Plain words.\n");
    expect(result).toMatchObject({ status: "read", documents: [{ text: "Plain words.\n", path: name }] });
  });

  it.each([
    ["a.b/state.of.the.union.txt", "Good evening. Good evening.", "state.of.the.union"],
    ["prices.csv", "item,price\ntea,2\n", "prices"],
    ["src/run.ts", "run();\n", "run.ts"],
  ])("%s without a title of its own is shown by its name", async (path, content, title) => {
    expect(await read(path, content)).toMatchObject({ documents: [{ title, titled: false }] });
  });

  it.each(["a.md", "a.txt", "a.csv", "a.jsonl", "a.ts", "README"])(
    "%s has the same text when its structure is not asked for",
    async (name) => {
      const content = "\ufeff---\r\ntitle: Würzburg\r\n---\r\n# Caf\u0065\u0301 🏠\r\n\r\nname,price\r\n- tea, 2\n\n";
      const [plain, structured] = [await read(name, content, { structure: false }), await read(name, content)];
      if (plain.status !== "read" || structured.status !== "read") throw new Error("It was not read.");
      const contents = plain.documents.map(({ text, contentHash }) => ({ text, contentHash }));
      expect(structured.documents).toMatchObject(contents);
    },
  );

  it("is skipped where a package that reads it isn't installed, and says so in one line", async () => {
    const missing = new Error('Could not load the "json" module\nPossible solutions:\n- another computer');
    vi.spyOn(FORMATS.json, "load").mockRejectedValueOnce(missing);
    const reason =
      'can\'t be read, as a part of Footnote is missing (Could not load the "json" module); install it again with its optional packages, then: footnote index --full';
    expect(await read("a.json", "[]")).toEqual({ status: "skipped", reason, tryAgain: false });
  });

  it.each(EXPORT_FORMATS)(
    "that was exported as %s is skipped, also in an archive: what it quotes would be evidence for what was asked",
    async (format) => {
      const turns = [await keptTurn(["Dogs are allowed."], "Are dogs allowed?")];
      const exported = await exportAs(format, { title: "Dogs", turns, at: new Date(0) });
      const name = `dogs.${FORMAT_ROWS[format].ending}`;
      const reason = "is a conversation that Footnote exported";
      expect(await read(name, exported)).toMatchObject({ status: "skipped", reason });
      const archive = makeZip([
        { name, content: exported },
        { name: "cats.txt", content: "Cats are allowed.\n" },
      ]);
      expect(await read("notes.zip", archive)).toMatchObject({
        documents: [{ path: "notes.zip › cats.txt" }],
        setAside: [{ path: `notes.zip › ${name}`, reason }],
      });
    },
  );

  it("that was exported is skipped where another program has saved it since", async () => {
    const exported = await exportAs("docx", { title: "Dogs", turns: [await keptTurn(["Yes."])], at: new Date(0) });
    // In another order, all of it compressed, and without the comment.
    const parts = Object.entries(unzipSync(exported)).map(([part, content]) => ({
      name: part,
      content: Buffer.from(content)
        .toString()
        .replace(/<!--.*?-->/u, ""),
    }));
    const reason = "is a conversation that Footnote exported";
    expect(await read("dogs.docx", makeZip(parts.reverse()))).toMatchObject({ status: "skipped", reason });
    expect(await read("dogs.md", `\ufeff\n${EXPORT_MARK}\n\n# Dogs\n`)).toMatchObject({ status: "skipped", reason });
  });

  it("is no export for telling of one", async () => {
    expect(await read("about.md", `Exports begin with ${EXPORT_MARK}\n`)).toMatchObject({ status: "read" });
  });

  it("has the hash of its bytes, whatever its encoding", async () => {
    const result = await read("a.txt", fixture("utf16le.txt"));
    expect(result).toMatchObject({ documents: [{ contentHash: contentHashOf(fixture("utf16le.txt")) }] });
  });

  it.each([
    ["data.xyz", PROGRAM, "is not text, and .xyz is no ending that Footnote knows"],
    ["data", PROGRAM, "is not text, and has no ending that Footnote knows"],
    ["old.wps", "x", "is a document of a word processor that is not read; save it as DOCX or PDF (.wps)"],
    ["PHOTO.HEIC", "x", "is a picture of a kind that is not read; save it as PNG or JPEG (.heic)"],
    [
      "a.txt",
      Uint8Array.of(0x41, 0, 0, 0x42),
      "is binary, or in an encoding that can't be told; save it as UTF-8 text",
    ],
    ["empty.csv", "", "is empty"],
    ["scan.pdf", fixture("scanned.pdf"), "has no text layer (scanned), and OCR is off; switch it on: FOOTNOTE_OCR=on"],
  ])("%s is set aside with a reason", async (name, content, reason) => {
    expect(await read(name, content)).toEqual({ status: "skipped", reason, tryAgain: false });
  });

  it("that is larger than the limit is set aside", async () => {
    const result = await read("a.txt", "x".repeat(1001), { maxFileBytes: 1000 });
    expect(result).toEqual({ status: "skipped", reason: "is larger than 1000 bytes", tryAgain: false });
  });

  it.skipIf(!HAS_LINKS)(
    `behind a symbolic link is not read, even if the link came after the look at the folder${NEEDS_LINKS}`,
    async () => {
      const outside = await tempFolder();
      await writeFiles(outside, { "a.txt": "secret" });
      const folder = await tempFolder();
      await mkdir(join(folder, "sub"));
      await writeFile(join(folder, "sub/a.txt"), "open");
      await rename(join(folder, "sub"), join(folder, "moved"));
      await symlink(outside, join(folder, "sub"));
      await symlink(join(outside, "a.txt"), join(folder, "b.txt"));
      for (const path of ["sub/a.txt", "b.txt"]) {
        expect(await readFile(folder, { path })).toMatchObject({ status: "skipped" });
      }
    },
  );

  it.skipIf(!HAS_LINKS)(`in a corpus that is itself reached by a link is read${NEEDS_LINKS}`, async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { "real/a.txt": "Words." });
    await symlink("real", join(folder, "link"));
    expect(await readFile(join(folder, "link"), { path: "a.txt" })).toMatchObject({ status: "read" });
  });
});

describe("the reading thread", () => {
  const page = `${"<div>".repeat(200_000)}Deep`;

  it("gives a file up that takes too long, and reads the next", async () => {
    const hasty = new ReadingThread({ seconds: 2, memory: 1024 }, WORKER);
    const results = await Promise.all([
      read("a.html", page, { thread: hasty }),
      read("b.html", "<p>Next", { thread: hasty }),
    ]);
    await hasty.close();
    expect(results[0]).toMatchObject({ status: "skipped", reason: expect.stringMatching(/^takes longer than 2 s/) });
    expect(results[1]).toMatchObject({ status: "read", documents: [{ text: "Next" }] });
  });

  it("gives a file up that needs too much memory, and reads the next", async () => {
    const small = new ReadingThread({ seconds: 60, memory: 32 }, WORKER);
    const large = await read("a.html", "<b>x</b>".repeat(1_000_000), { thread: small });
    const next = await read("b.html", "<p>Next", { thread: small });
    await small.close();
    expect(large).toMatchObject({ status: "skipped", reason: expect.stringMatching(/^needs more than 32 MB/) });
    expect(next).toMatchObject({ status: "read" });
  });

  it("ends at once when the reading is interrupted", async () => {
    const abort = new AbortController();
    const reading = read("a.html", page, { signal: abort.signal });
    setTimeout(() => abort.abort(new Error("stop")), 200);
    await expect(reading).rejects.toThrow("stop");
    expect(await read("b.html", "<p>Next")).toMatchObject({ status: "read" });
  });
});
