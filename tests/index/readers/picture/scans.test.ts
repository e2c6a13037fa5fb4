import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReadResult } from "../../../../src/index/readers/document-reader.js";
import { FORMATS, formatOfPath } from "../../../../src/index/readers/formats.js";
import { fixture } from "../../../helpers/fixtures.js";
import type { Read } from "../../../helpers/read-text.js";
import { englishPool, recognitionOf } from "../../../helpers/recognition.js";

let pool: Awaited<ReturnType<typeof englishPool>>;
beforeAll(async () => {
  pool = await englishPool();
});
afterAll(() => pool.close());

async function readScan(name: string): Promise<ReadResult> {
  const reader = await FORMATS[formatOfPath(name)!].load();
  return reader.read({ path: name, bytes: fixture(name) }, recognitionOf(pool));
}

async function textOf(name: string): Promise<Read> {
  const result = await readScan(name);
  if (result.status !== "read") throw new Error(`${name} ${result.reason}`);
  return result;
}

/** Words of the first pages of the document that was copied, as poppler reads them. */
function printedWords(pages: number): string[] {
  const text = readFileSync(new URL("../../../fixtures/formats/libreoffice.pages.txt", import.meta.url), "utf8");
  return wordsOf(text.split("\n").slice(0, pages).join(" "));
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function shareFound(words: readonly string[], text: string): number {
  const found = new Set(wordsOf(text));
  return words.filter((word) => found.has(word)).length / words.length;
}

describe("a scan", () => {
  it.each(["copied.pdf", "copied.tif"])(
    "%s says what was printed, page by page, and how sure that is",
    async (name) => {
      const { text, blocks, layout, title } = await textOf(name);
      expect(shareFound(printedWords(2), text)).toBeGreaterThan(0.97);
      expect(title).toBe("Running the Village Library");
      expect(new Set(blocks.map(({ page }) => page))).toEqual(new Set([1, 2]));
      for (const { ocr } of blocks) expect(ocr).toBeGreaterThan(0.6);
      expect(layout?.pages).toHaveLength(2);
    },
  );

  it("has the boxes of its words, in points of a PDF and in pixels of a picture", async () => {
    for (const [name, unit] of [
      ["copied.pdf", "points"],
      ["photographed.jpg", "pixels"],
    ] as const) {
      const { text, layout } = await textOf(name);
      const [page] = layout!.pages;
      expect(page).toMatchObject({ unit });
      expect(layout!.words.length).toBeGreaterThan(40);
      for (const { start, end, left, right, top, bottom } of layout!.words.filter((word) => word.page === 1)) {
        expect(text.slice(start, end)).toMatch(/^\S+$/);
        expect(left >= 0 && left < right && right <= page!.width).toBe(true);
        expect(top >= 0 && top < bottom && bottom <= page!.height).toBe(true);
      }
    }
  });

  it("that is a little tilted is read", async () => {
    const { text } = await textOf("photographed.jpg");
    expect(text).toContain("It holds about 4,200 books, three reading tables and one stove.");
  });

  it("in black and white as BMP is read", async () => {
    expect((await textOf("screen.bmp")).text).toContain("Running the Village Library");
  });

  it("of low resolution is read where it can be, and the lines that can't are counted", async () => {
    const result = await readScan("scanned.pdf");
    if (result.status === "read") expect(result.unread?.join() ?? "").toMatch(/^$|could not be recognised/);
    else expect(result.reason).toMatch(/^has no text layer/);
  });

  it("that is no more than a picture is set aside with the reason", async () => {
    expect(await readScan("no-text.jpg")).toEqual({
      status: "unreadable",
      reason: "is a picture without text that can be read",
    });
  });
});
