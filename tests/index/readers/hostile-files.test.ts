import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS, type FormatName } from "../../../src/index/readers/formats.js";
import { ZipArchive } from "../../../src/index/readers/office/zip-archive.js";
import { fixture, readBytes } from "../../helpers/fixtures.js";
import { epubEntries, makeZip } from "../../helpers/make-zip.js";

const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
const SAMPLES: Partial<Record<FormatName, string>> = {
  pdf: "two-columns.pdf",
  docx: "pandoc.docx",
  doc: "lifts.doc",
  odt: "lifts.odt",
  rtf: "notes.rtf",
  pptx: "harbour.pptx",
  odp: "harbour.odp",
  epub: "pandoc.epub",
  html: "libreoffice.html",
  sheet: "libreoffice.xls",
  eml: "offer.eml",
  mbox: "thread.mbox",
  msg: "minutes.msg",
  ics: "committee.ics",
  zip: "papers.zip",
  tar: "papers.tar.gz",
  notebook: "loans.ipynb",
  subtitles: "tour.srt",
  xml: "village-library.docbook5.xml",
};
const LIMITS = { entries: 5, bytes: 200_000, ratio: 100 };
const encode = (text: string) => new TextEncoder().encode(text);

async function expectSound(format: FormatName, bytes: Uint8Array): Promise<void> {
  const result = await readBytes(format, bytes, `a${FORMATS[format].extensions[0]}`);
  if (result.status === "unreadable") {
    expect(result.reason).toMatch(/^\S.*\S$/s);
    return;
  }
  let end = 0;
  for (const block of result.blocks) {
    expect(block.start).toBeGreaterThanOrEqual(end);
    expect(block.end).toBeGreaterThan(block.start);
    expect(result.text.slice(end, block.start).trim()).toBe("");
    end = block.end;
  }
  expect(result.text.slice(end).trim()).toBe("");
}

describe("any file", () => {
  it.each(FORMAT_NAMES)("of random bytes named %s is read or set aside, and never throws", async (format) => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, (value) => expectSound(format, value)),
      { numRuns: 50 },
    );
  });

  it.each(Object.entries(SAMPLES))(
    "of the format %s that was cut or changed is read or set aside",
    async (format, name) => {
      const good = fixture(name);
      const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
      const changes = fc.record({
        length: fc.integer({ min: 0, max: good.length }),
        changed: fc.array(change, { maxLength: 9 }),
      });
      await fc.assert(
        fc.asyncProperty(changes, async ({ length, changed }) => {
          const bytes = good.slice(0, length % 3 === 0 ? length : good.length);
          for (const { at, byte } of changed) if (at < bytes.length) bytes[at] = byte;
          await expectSound(format as FormatName, bytes);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(["csv", "json", "html", "code", "text"] as const)(
    "of marks in any order named %s is read whole",
    async (format) => {
      const marks = fc.constantFrom(
        ..."\"',;\t|\\{}[]:<>/&#!- \r\n".split(""),
        '""',
        "<p>",
        "<td>",
        "</li>",
        "null",
        "12",
        "word",
      );
      await fc.assert(
        fc.asyncProperty(fc.array(marks, { maxLength: 60 }), (parts) => expectSound(format, encode(parts.join("")))),
      );
    },
  );
});

describe("deep nesting", () => {
  it("of 50,000 elements in a page is read", async () => {
    const page = `${"<div>".repeat(50_000)}At the bottom.${"</div>".repeat(50_000)}`;
    expect(await readBytes("html", encode(page), "a.html")).toMatchObject({ text: "At the bottom." });
    await expectSound("html", encode("<ul><li>x".repeat(5000)));
    await expectSound("html", encode("<table><tr><td>x".repeat(2000)));
  });

  it("of 100,000 levels in JSON is read", async () => {
    await expectSound("json", encode(`${"[".repeat(100_000)}"at the bottom"${"]".repeat(100_000)}`));
    await expectSound("json", encode(`${'{"k":'.repeat(100_000)}"at the bottom"${"}".repeat(100_000)}`));
    await expectSound("json", encode("[".repeat(100_000)));
  });
});

describe("an archive", () => {
  const zeros = (length: number) => new Uint8Array(length);
  const refused = (entries: Parameters<typeof makeZip>[0]) => ZipArchive.open(makeZip(entries), LIMITS);

  it("that unpacks to too much, or has too many files, is refused by what it says", async () => {
    await expect(refused([{ name: "a", content: zeros(300_000) }])).rejects.toThrow(/zip bomb/);
    const many = [...Array(6).keys()].map((number) => ({ name: `${number}`, content: "x" }));
    await expect(refused(many)).rejects.toThrow(/holds more than 5 files/);
  });

  it("that unpacks to more than it says is refused while it is unpacked", async () => {
    const archive = await refused([{ name: "a", content: zeros(300_000), declaredSize: 10 }]);
    await expect(archive.read("a")).rejects.toThrow();
  });

  it.each(["docx", "epub"] as const)("that is a bomb is set aside as %s", async (format) => {
    const bomb = makeZip([{ name: "word/document.xml", content: zeros(64 << 20) }]);
    const result = await readBytes(format, bomb, `a.${format}`);
    expect(result).toEqual({ status: "unreadable", reason: "unpacks to 64 MB, which only a zip bomb does" });
  });

  it.each(["../../outside.xhtml", "/outside.xhtml"])("with a file named %s is set aside", async (name) => {
    const book = makeZip([...epubEntries("<p>Inside</p>"), { name, content: "x" }]);
    expect(await readBytes("epub", book, "a.epub")).toMatchObject({ status: "unreadable" });
  });

  it("whose chapters lead out of it has no text", async () => {
    const entries = epubEntries("<p>Inside</p>").map((entry) =>
      entry.name === "OPS/book.opf"
        ? { ...entry, content: String(entry.content).replace("a%20b", "../../../a") }
        : entry,
    );
    expect(await readBytes("epub", makeZip(entries), "a.epub")).toMatchObject({ status: "unreadable" });
  });
});

describe("XML entities", () => {
  const BOMB = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;

  it.each([
    ["of the package", epubEntries("<p>Text</p>", BOMB)],
    ["of a chapter", epubEntries(`${BOMB}<p>&b;</p>`)],
  ])("%s of a book are refused", async (_, entries) => {
    const result = await readBytes("epub", makeZip(entries), "a.epub");
    expect(result).toEqual({ status: "unreadable", reason: "defines XML entities, which is not safe to read" });
  });

  it("of a Word document are refused", async () => {
    const document = makeZip([{ name: "word/document.xml", content: `${BOMB}<w:document>&b;</w:document>` }]);
    expect(await readBytes("docx", document, "a.docx")).toMatchObject({
      reason: expect.stringMatching(/XML entities/),
    });
  });

  it("that stand for characters are decoded", async () => {
    const book = makeZip(
      epubEntries("<html><title/><body><h1>A&amp;B</h1><p>caf&eacute; &#8211; &#x1f600;</p></body></html>"),
    );
    expect(await readBytes("epub", book, "a.epub")).toMatchObject({ title: "A book", text: "A&B\n\ncafé – 😀" });
  });
});
