import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import { CORPUS_LIMITS } from "../../../src/core/corpus-limits.js";
import { fixture } from "../../helpers/fixtures.js";
import { OCR_WORKER_URL } from "../../helpers/recognition.js";
import { Library } from "../building.js";

const ON = { limits: { ...CORPUS_LIMITS, ocr: "eng" }, ocrWorkerUrl: OCR_WORKER_URL };
/** No page can be recognised: what is read was known. */
const KNOWN_ONLY = { ...ON, ocrWorkerUrl: new URL("data:text/javascript,process.exit(3)") };

const pagesKept = async ({ indexFolder }: Library) =>
  (await readdir(join(indexFolder, "ocr")).catch(() => [])).filter((name) => name.endsWith(".gz")).length;

describe("an index of scans", () => {
  it("is built anew without a page being recognised again, even if the file was renamed", async () => {
    const library = await Library.of({ "a.pdf": fixture("copied.pdf"), "note.txt": "The stove is green." });
    await library.build(ON);
    const before = await library.texts();
    expect(before["a.pdf"]).toContain("4,200 books");
    await rename(join(library.corpus, "a.pdf"), join(library.corpus, "b.pdf"));
    await library.build({ ...KNOWN_ONLY, full: true });
    expect((await library.texts())["b.pdf"]).toBe(before["a.pdf"]);
    expect(await pagesKept(library)).toBe(2);
  });

  it("forgets the pages of files that are gone, and no others", async () => {
    const library = await Library.of({ "a.bmp": fixture("screen.bmp"), "b.jpg": fixture("photographed.jpg") });
    await library.build(ON);
    expect(await pagesKept(library)).toBe(2);
    await rm(join(library.corpus, "b.jpg"));
    await library.build(KNOWN_ONLY);
    expect(await pagesKept(library)).toBe(1);
    await library.build({ ...KNOWN_ONLY, full: true });
    expect(await library.texts()).toMatchObject({ "a.bmp": expect.stringContaining("Village Library") });
  });

  it("keeps what was recognised before a build was interrupted, and says which page it is at", async () => {
    const library = await Library.of({ "a.tif": fixture("copied.tif") });
    const stop = new AbortController();
    const pages = new Set<number>();
    const onProgress = async ({ page }: SyncProgress) => {
      if (page !== undefined) pages.add(page);
      if ((await pagesKept(library)) > 0) stop.abort();
    };
    const poll = setInterval(() => void onProgress({} as SyncProgress), 50);
    const build = library.build({ ...ON, onProgress, signal: stop.signal });
    await build.catch((error) => expect(error).toMatchObject({ code: "interrupted" }));
    clearInterval(poll);
    expect([...pages].sort()).toEqual([1, 2]);
    expect(await pagesKept(library)).toBeGreaterThan(0);
    await library.build(ON);
    expect((await library.texts())["a.tif"]).toContain("4,200 books");
  });

  it("recognises a page again whose record is damaged", async () => {
    const library = await Library.of({ "a.bmp": fixture("screen.bmp") });
    await library.build(ON);
    const before = await library.texts();
    const folder = join(library.indexFolder, "ocr");
    for (const name of await readdir(folder)) await writeFile(join(folder, name), "garbage");
    await library.build({ ...ON, full: true });
    expect(await library.texts()).toEqual(before);
  });

  it("follows the setting: off sets scans aside, on reads them", async () => {
    const library = await Library.of({
      "a.pdf": fixture("copied.pdf"),
      "b.bmp": fixture("screen.bmp"),
      "c.txt": "Tea.",
    });
    await library.build();
    expect(Object.keys(await library.texts())).toEqual(["c.txt"]);
    expect(await library.skipped()).toEqual({
      "a.pdf": "has no text layer (scanned), and OCR is off; switch it on: FOOTNOTE_OCR=on",
      "b.bmp": "is a picture, and OCR is off; switch it on: FOOTNOTE_OCR=on",
    });
    await library.build(ON);
    expect(Object.keys(await library.texts())).toEqual(["a.pdf", "b.bmp", "c.txt"]);
    await library.build();
    expect(Object.keys(await library.texts())).toEqual(["c.txt"]);
  });

  it("is not begun in a language whose data is missing, and the error says where to get it", async () => {
    const library = await Library.of({ "a.txt": "Tea." });
    const build = library.build({ ...ON, limits: { ...ON.limits, ocr: "eng+tlh" } });
    await expect(build).rejects.toMatchObject({
      code: "ocr_language_missing",
      message: expect.stringContaining("'tlh'"),
    });
  });
});
