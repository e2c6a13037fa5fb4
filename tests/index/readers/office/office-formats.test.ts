import { describe, expect, it } from "vitest";
import { fixture, outline, readBytes, readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

const FILES = [
  ["docx", "pandoc.docx"],
  ["docx", "libreoffice.docx"],
  ["epub", "pandoc.epub"],
  ["html", "pandoc.html"],
  ["html", "libreoffice.html"],
] as const;

describe.each(FILES)("%s: %s", (format, name) => {
  it("has the title, the sections and the words of the text that it was made of", async () => {
    const read = await readFixture(format, name);
    const source = outline(await readFixture("markdown", "source/village-library.md"));
    const made = outline(read);
    expect(read.title).toBe("Running the Village Library");
    // What stands before the first section is title and author.
    expect([...made.keys()].filter((title) => title !== read.title && title !== "")).toEqual([...source.keys()]);
    const plain = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    for (const title of source.keys()) expect(plain(made.get(title)!)).toBe(plain(source.get(title)!));
  });

  it("keeps lists, code and tables with their header for every row", async () => {
    const read = await readFixture(format, name);
    expect(textsOf(read, "list_item").slice(0, 4)).toEqual([
      "Atlases and the parish chronicle stay in the house.",
      "Comics are lent for one week only.",
      "Board games need a second person to count the pieces when they come back.",
      "1. Check that the skylight is closed.",
    ]);
    // LibreOffice writes code as paragraphs into HTML.
    const code =
      name === "libreoffice.html"
        ? textsOf(read, "paragraph").filter((text) => text.startsWith("catalogue "))
        : textsOf(read, "code");
    expect(code.join("\n")).toBe("catalogue export --to /media/stick\ncatalogue verify --last");
    const rows = read.blocks.filter(({ kind }) => kind === "table_row");
    expect(textsOf(read, "table_row").at(-1)).toBe("D | 18 | Children’s books | Mirela Castellan");
    expect(rows.map(({ row, context }) => [row, context])).toEqual([
      [1, undefined],
      ...[2, 3, 4, 5].map((row) => [row, "Room | Shelves | Subjects | Keeper"]),
    ]);
  });
});

describe("a web page", () => {
  it("is read without navigation, scripts, hidden parts and what stands around the main text", async () => {
    const read = await readFixture("html", "source/article.html");
    expect(read.title).toBe("Keeping bees on a roof");
    expect(read.text).not.toMatch(/never shown|Archive|Hidden|Template|Advertisement|Copyright|Roof Garden Weekly/i);
    expect(textsOf(read, "paragraph")[0]).toBe(
      "A hive on a flat roof needs shade & water.\nIt weighs up to 60 kg in August.",
    );
    expect(textsOf(read, "list_item")).toEqual([
      "A smoker",
      "with dry hay",
      "A veil",
      "3. Light the smoker.",
      "4. Wait a minute.",
    ]);
    expect(textsOf(read, "code")).toEqual(["hive --open\n  frames: 10"]);
  });

  it("is decoded as it says itself", async () => {
    const { text } = await readFixture("html", "windows-1252.html");
    expect(text).toContain("asked first” – even at a café");
    const cyrillic = new Uint8Array([...new TextEncoder().encode('<meta charset="koi8-r"><p>'), 0xf0, 0xd2, 0xc9]);
    expect(await readBytes("html", cyrillic, "a.html")).toMatchObject({ text: "При" });
  });

  it("without a main text is read whole, but for its frame", async () => {
    const page = "<title>T</title><nav>Menu</nav><h2>One</h2>Loose words<p>Two<div>Three</div><footer>Imprint</footer>";
    const read = await readBytes("html", new TextEncoder().encode(page), "a.html");
    expect(read).toMatchObject({ title: "T", text: "One\n\nLoose words\n\nTwo\n\nThree" });
  });

  it("of scripts alone is set aside with a reason", async () => {
    const result = await readBytes(
      "html",
      new TextEncoder().encode("<div id=root></div><script>go()</script>"),
      "a.html",
    );
    expect(result).toMatchObject({ status: "unreadable", reason: expect.stringMatching(/^has no text/) });
  });
});

describe("a Word document", () => {
  it("that was cut off is set aside with a reason", async () => {
    const result = await readBytes("docx", fixture("pandoc.docx").slice(0, 9000), "a.docx");
    expect(result).toMatchObject({ status: "unreadable", reason: expect.stringMatching(/^is damaged/) });
  });

  it("that is encrypted is set aside with a reason", async () => {
    const result = await readBytes("docx", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4), "a.docx");
    expect(result).toMatchObject({ status: "unreadable", reason: expect.stringMatching(/^is encrypted/) });
  });
});
