import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textReader } from "../../../../src/index/readers/text/text-reader.js";
import { anyText, readCorpus, readWith, textsOf } from "../../../helpers/read-text.js";

const read = (text: string, path?: string) => readWith(textReader, text, path);
const bytes = (...values: number[]) => ({ path: "a.txt", bytes: Uint8Array.from(values) });

describe("decoding", () => {
  it("drops the byte order mark and keeps everything else, line ends included", async () => {
    expect((await read("\ufeffOne\r\ntwo\rthree\n\ufeff4")).text).toBe("One\r\ntwo\rthree\n\ufeff4");
  });

  it.each([
    [
      "text of an unknown encoding",
      bytes(0x41, 0x81, 0xff, 0x8d, 0x42, 0xfe, 0x90, 0xfd),
      /encoding.*save it as UTF-8/,
    ],
    ["a binary file", bytes(0x41, 0x00, 0x42), /binary/],
    ["an empty file", bytes(), /^is empty$/],
    ["a file of white space", bytes(0x20, 0x0a, 0x09), /^is empty$/],
  ])("sets %s aside with a reason", async (_, file, reason) => {
    expect(await textReader.read(file)).toEqual({ status: "unreadable", reason: expect.stringMatching(reason) });
  });
});

describe("structure", () => {
  it("holds every non-white character in one block, and no letter or digit of it in a rule", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { blocks } = await read(text);
        let end = 0;
        for (const block of blocks) {
          expect(text.slice(end, block.start).trim()).toBe("");
          expect(block.start).toBeGreaterThanOrEqual(end);
          const content = text.slice(block.start, block.end);
          expect(content).toBe(content.trim());
          if (block.kind === "rule") expect(content).not.toMatch(/[\p{L}\p{N}]/u);
          end = block.end;
        }
        expect(text.slice(end).trim()).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  it("joins the lines of a hard-wrapped paragraph", async () => {
    const { blocks } = await read(
      "  The licenses for most software and other practical works are designed\nto take away your freedom to share and change the works.  By contrast,\nwe are free.\n\nNext.",
    );
    expect(blocks.map((block) => block.kind)).toEqual(["paragraph", "paragraph"]);
  });

  it("parts paragraphs that are a line each", async () => {
    const long = "A paragraph that was never wrapped goes on and on until it has said what it had to say. ".repeat(3);
    expect(textsOf(await read(`${long}\n${long}\nA short one.\n`), "paragraph")).toHaveLength(3);
    expect(textsOf(await read("x\n\nRoses are red\nViolets are blue"), "paragraph")).toHaveLength(2);
  });

  it("parts a paragraph where a line could have held the next word", async () => {
    const text =
      "The first paragraph was wrapped by hand at about sixty columns\nand ends here.\nThe second one begins without a blank line before it, as here.\n";
    expect(textsOf(await read(text), "paragraph")).toHaveLength(2);
  });

  it("keeps a list item with its wrapped lines, and leaves the bullet out", async () => {
    const { text, blocks } = await read(
      "Buy:\n- milk from the shop round the corner, which is\n  open until eight\n- bread\n(a) rye\n(b) white",
    );
    expect(textsOf({ text, blocks }, "list_item")).toEqual([
      "milk from the shop round the corner, which is\n  open until eight",
      "bread",
      "(a) rye",
      "(b) white",
    ]);
  });

  it("takes a number at the start of a wrapped line for text", async () => {
    const text =
      "b) The work must carry prominent notices stating that it is\n   released under this License and any conditions added under section\n   7.  This requirement modifies the requirement in section 4.";
    expect(textsOf(await read(text), "list_item")).toEqual([text]);
  });

  it("finds rows of cells and leaves lines between them out", async () => {
    const result = await read(
      "x\n\nyear | amount\n-----|-------\n2004 | $503215\n\n- | amount (in millions)\nother | 7.0",
    );
    expect(textsOf(result, "table_row")).toEqual([
      "year | amount",
      "2004 | $503215",
      "- | amount (in millions)",
      "other | 7.0",
    ]);
    expect(result.blocks.filter(({ row }) => row !== null).map(({ row }) => row)).toEqual([1, 2, 1, 2]);
  });

  it.each([
    ["marks around them", " = Top = \n Text of the top . \n = = Sub = = \n Text below . \n", [["Top"], ["Top", "Sub"]]],
    ["underlines", "Top\n===\n\nText.\n\nSub\n---\n\nText below.\n", [["Top"], ["Top", "Sub"]]],
    ["hashes", "# Top\n\nText.\n\n## Sub\n\nText below.\n", [["Top"], ["Top", "Sub"]]],
    [
      "numbers",
      "A Title\n\n2 Limits\n\nText.\n\n2.1 Scope\n\nText.\n",
      [
        ["A Title", "2 Limits"],
        ["A Title", "2 Limits", "2.1 Scope"],
      ],
    ],
    [
      "capitals",
      "NAME\n       ls - list directory contents\n\nSYNOPSIS\n       ls [OPTION]...\n",
      [["NAME"], ["SYNOPSIS"]],
    ],
  ])("finds headings by %s", async (_, text, sections) => {
    const { blocks } = await read(text);
    expect(blocks.filter(({ kind }) => kind === "paragraph").map(({ section }) => section)).toEqual(sections);
  });

  it.each([
    ["a list of lone short lines", "Text first, of course.\n\n1. Buy milk\n\n2. Buy bread\n\nDone then."],
    ["shouting", "Text first, of course.\n\nFOUR MORE YEARS! FOUR MORE YEARS!\n\nDone then."],
    ["capitals that go on", 'Text first, of course.\n\nTHIS SOFTWARE IS PROVIDED "AS IS" AND WITHOUT\nANY WARRANTY.'],
    ["the only line of a file", "The password of the guest network is swordfish"],
  ])("takes %s for no heading", async (_, text) => {
    expect(textsOf(await read(text), "heading")).toEqual([]);
  });
});

describe("titles", () => {
  it.each([
    [
      "the first line, if it is alone",
      "On progressive diplomacy: Friends first\n\nAside from that.",
      "On progressive diplomacy: Friends first",
    ],
    ["the line that a saved web page repeats", "Site\n\nThe story\n\nThe story\n\nIt began.", "The story"],
    ["the first heading", " = Valkyria Chronicles III = \n A game . \n", "Valkyria Chronicles III"],
    ["none otherwise", "Good evening. Good evening.\n\nMr. Speaker.", null],
  ])("are %s", async (_, text, title) => {
    expect((await read(text, "a/state.of.the.union.txt")).title).toBe(title);
  });
});

describe("the shipped documents", () => {
  it("have each bullet as a list item of its own", async () => {
    const items = textsOf(await readCorpus("001_667eb3beee58e5a3.txt"), "list_item");
    expect(items).toContain("9/7: Mexico expels North Korea’s ambassador over its latest nuclear test.");
    expect(items).toContain(
      "9/8: The Philippines’ Foreign Secretary says his country, which had recently become one of Pyongyang’s largest trading partners and a haven for drug dealing and money laundering — including the proceeds of the Bangladesh Bank/SWIFT hack — will end all trade with North Korea.",
    );
    expect(items.filter((item) => /^\d+\/\d+:/.test(item))).toHaveLength(17);
  });

  it("have their titles", async () => {
    expect((await readCorpus("001_667eb3beee58e5a3.txt")).title).toBe(
      "The State Department’s efforts to isolate Pyongyang are starting to pay off",
    );
    expect((await readCorpus("004_0bf4399a0d973e27.txt")).title).toBe(
      "Tough Diplomacy Works: Pyongyang Responds to Sticks and Carrots",
    );
  });
});
