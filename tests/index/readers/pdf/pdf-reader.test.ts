import { describe, expect, it } from "vitest";
import { fixture, outline, readBytes, readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

const words = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
const pagesOf = (name: string) =>
  new TextDecoder()
    .decode(fixture(`${name}.pages.txt`))
    .trimEnd()
    .split("\n");

describe("a PDF", () => {
  it.each(["libreoffice", "chromium", "two-columns", "labels"])(
    "%s stands on the pages that poppler says",
    async (name) => {
      const { text, blocks } = await readFixture("pdf", `${name}.pdf`);
      const pages = pagesOf(name).map(words);
      for (const block of blocks) {
        // Not the sequence of words: poppler puts lines beside each other in another order.
        const start = text.slice(block.start, block.end).split(" ").slice(0, 8);
        for (const word of start) expect(pages[block.page! - 1], start.join(" ")).toContain(words(word));
      }
      expect(Math.max(...blocks.map(({ page }) => page!))).toBe(pages.length);
    },
  );

  it("has the words of all pages that poppler finds, but for running lines", async () => {
    const { text } = await readFixture("pdf", "libreoffice.pdf");
    const characters = (value: string) => [...words(value)].sort().join("");
    expect(characters(text)).toBe(characters(pagesOf("libreoffice").join("").replaceAll("•", "")));
  });

  it("has sections, paragraphs that are whole, lists and rows with their cells", async () => {
    const read = await readFixture("pdf", "libreoffice.pdf");
    expect(read.title).toBe("Running the Village Library");
    expect([...outline(read).keys()]).toEqual([
      "Running the Village Library",
      "Before you open the door",
      "Opening hours",
      "Lending rules",
      "The catalogue",
      "Shelf marks",
      "Making a backup",
      "Looking after the house",
      "Money",
    ]);
    expect(textsOf(read, "table_row")).toContain("B | 10 to 14 | Gardening, animals, weather | Odalys Vance");
    expect(textsOf(read, "list_item")).toContain("3. Switch off the lamps, the one in room D last.");
    expect(textsOf(read, "paragraph").filter((text) => text.startsWith("A volunteer who can’t come"))).toEqual([
      expect.stringMatching(/arrive at once\.$/),
    ]);
  });

  it("keeps what stands like a header on several pages but says something else on each", async () => {
    const read = await readFixture("pdf", "edge-lines.pdf");
    const years = textsOf(read, "paragraph").filter((text) => text.startsWith("Year"));
    expect(years).toEqual([
      "Year 2021 closed with 310.50 pounds",
      "Year 2022 closed with 287.25 pounds",
      "Year 2023 closed with 402.00 pounds",
      "Year 2024 closed with 398.75 pounds",
    ]);
    expect(read.text.match(/Rowing Club of Hale/g)).toHaveLength(1);
    expect(read.text).not.toContain("of 4");
  });

  it("is read column by column, with its running header once, at the end, and without the page number", async () => {
    const read = await readFixture("pdf", "two-columns.pdf");
    expect(read.text.match(/winter number/g)).toHaveLength(1);
    const header = read.blocks.at(-1)!;
    expect([header.section, header.page, read.text.slice(header.start, header.end)]).toEqual([
      ["Header"],
      1,
      "The Brook Gazette, winter number",
    ]);
    expect(textsOf(read, "paragraph")).not.toContain("1");
    expect([...outline(read).keys()]).toEqual([
      "A bridge for ducks",
      "The choir is looking for basses",
      "Weather notes",
      "Lost and found",
      "A letter to the editor",
      "Header",
    ]);
    // From the foot of the left column to the head of the right one.
    expect(outline(read).get("The choir is looking for basses")).toContain(
      "Experience is welcome but not required; a loud voice has always been enough.",
    );
  });

  it("has the words apart that only the space between their letters parts", async () => {
    const { text } = await readFixture("pdf", "letter-spacing.pdf");
    expect(text).toContain("even if it is subsequently reset. The index of the history list is saved on the stack");
    expect(text).toContain("as if any of the two had been given by the user");
  });

  it("has the notes that are stuck on its pages at the end", async () => {
    const { text, blocks } = await readFixture("pdf", "sticky-note.pdf");
    const note = blocks.at(-1)!;
    expect([note.section, note.page, text.slice(note.start, note.end)]).toEqual([
      ["Comments"],
      1,
      "Ask the council about June.",
    ]);
  });

  it("has printed labels beside the numbers of its pages", async () => {
    const { blocks } = await readFixture("pdf", "labels.pdf");
    const labels = new Map(blocks.map(({ page, pageLabel }) => [page, pageLabel]));
    expect([...labels]).toEqual([
      [1, "iv"],
      [2, "A-1"],
      [3, "A-2"],
    ]);
    expect((await readFixture("pdf", "libreoffice.pdf")).blocks[0]!.pageLabel).toBeNull();
  });

  it("that only forbids printing is read", async () => {
    const open = await readFixture("pdf", "owner-password.pdf");
    expect(open.text).toBe((await readFixture("pdf", "libreoffice.pdf")).text);
  });

  it.each([
    [
      "without a text layer",
      fixture("scanned.pdf"),
      /^has no text layer \(scanned\), and OCR is off; switch it on: FOOTNOTE_OCR=on$/,
    ],
    ["with a password", fixture("encrypted.pdf"), /^is encrypted; save a copy without a password$/],
    ["that is empty", new Uint8Array(), /^is damaged or not a PDF/],
    ["that is a text", new TextEncoder().encode("Not a PDF"), /^is damaged or not a PDF/],
    [
      "that was cut off early",
      fixture("libreoffice.pdf").slice(0, 3000),
      /^(?:is damaged or not a PDF|has no text layer)/,
    ],
  ])("%s is set aside with a reason", async (_, bytes, reason) => {
    const result = await readBytes("pdf", bytes, "a.pdf");
    expect(result).toEqual({ status: "unreadable", reason: expect.stringMatching(reason) });
  });
});
