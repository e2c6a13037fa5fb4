import { describe, expect, it } from "vitest";
import { readBytes, readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

const FORMATS = ["docx", "odt", "rtf"] as const;

describe.each(FORMATS)("a document of a word processor: %s", (format) => {
  const lifts = () => readFixture(format, `lifts.${format}`);

  it("has its title and author, headings and lists with the numbers that are shown", async () => {
    const read = await lifts();
    expect(read).toMatchObject({ title: "Service agreement for lifts", properties: ["Hale & Sons"], unread: [] });
    expect(textsOf(read, "heading").slice(0, 3)).toEqual(["Service agreement for lifts", "Scope", "Fees"]);
    expect(textsOf(read, "list_item")).toEqual([
      "Weekdays: 85 pounds an hour",
      "Sundays: 170 pounds an hour",
      "1. Call the hotline",
      "2. Quote the lift number",
      "3. Wait by the shaft",
    ]);
  });

  it("has the rows of its tables with their header, and cells that span rows in each of them", async () => {
    const read = await lifts();
    const rows = read.blocks.filter(({ kind }) => kind === "table_row");
    expect(textsOf(read, "table_row")).toEqual([
      "Lift | Location | Load (kg)",
      "A1 | North tower | 630",
      "A2 | North tower | 1000",
      "B1 | Depot | 2500",
      "empty weight | 1,900 kg",
    ]);
    const named = rows.map(({ header }) => header && read.text.slice(header.start, header.end));
    expect(named).toEqual([...Array(4).fill("Lift | Location | Load (kg)"), undefined]);
  });

  it("has its text boxes once, what was inserted, what equations say, and nothing that was deleted", async () => {
    const read = await lifts();
    expect(textsOf(read, "paragraph")).toContain("The term is five years.");
    expect(read.text.match(/Emergency line: 0117 496 0003/g)).toHaveLength(1);
    expect(read.text).toMatch(/The stopping distance is s=\(?v\^2\)?\/2a/);
  });

  it("has headers and footers without numbers of pages, and comments with the words that they stand at", async () => {
    const read = await lifts();
    const under = (title: string) =>
      read.blocks
        .filter(({ kind, section }) => kind === "paragraph" && section[0] === title)
        .map(({ start, end }) => read.text.slice(start, end));
    expect(under("Header")).toEqual(["Confidential – reference LX-2291"]);
    expect(under("Footer")).toEqual(["Hale & Sons Ltd, 14 Quay Street, Bristol."]);
    expect(under("Comments")).toEqual(["Jane Roe on “six weeks”: Should this not be eight weeks?"]);
  });

  it("has its notes once, at the end of the section that refers to them", async () => {
    const { text } = await readFixture(format, `notes.${format}`);
    expect(text).toBe(
      [
        "Keeping the tower clock\n\nWinding\n\nThe clock is wound on Mondays with 42 turns.[1] It loses four seconds a day.\n",
        "1. Unlock the case.\n2. Wind both drums:\n  a. the going train first,\n  b. the striking train second.\n3. Lock the case.\n",
        "[1] The crank hangs behind the door of the bell room.\n\nOiling\n\nThe pivots get one drop in spring.[2]\n",
        "[2] Use the thin oil of Messrs. Ferrand; the thick one froze in 1987.",
      ].join("\n"),
    );
  });
});

describe("an old Word document", () => {
  it("has its words, its tables and its box", async () => {
    const read = await readFixture("doc", "lifts.doc");
    expect(textsOf(read, "table_row").slice(0, 2)).toEqual(["Lift | Location | Load (kg)", "A1 | North tower | 630"]);
    for (const words of ["every six weeks", "five years", "Emergency line: 0117 496 0003", "reference LX-2291"])
      expect(read.text).toContain(words);
    expect(read.text).not.toContain("three years");
  });

  it("that is plain text is read as such", async () => {
    const result = await readBytes("doc", new TextEncoder().encode("Plain words.\n"), "a.doc");
    expect(result).toMatchObject({ status: "read", text: "Plain words.\n" });
  });
});

describe("RTF", () => {
  const rtf = (body: string) =>
    readBytes("rtf", new TextEncoder().encode(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`), "a.rtf");

  it.each([
    ["caf\\'e9 \\endash  \\u8364?5", "café – €5"],
    ["\\uc2\\u1055xx\\u1088\\'3f\\'3f\\u1080 yz.", "При."],
    ["{\\fonttbl{\\f1\\fcharset204 Arial;}}\\f1 \\'cf\\'f0\\'e8", "При"],
    ["{\\fonttbl{\\f1\\fcharset128 Mincho;}}\\f1 \\'93\\'fa\\'96\\'7b", "日本"],
    ["seen{\\v  hidden}{\\*\\unknown gone}{\\pict\\bin5 }}}}}}", "seen"],
    ["a\\~b\\_c\\-d \\{e\\}", "a b-cd {e}"],
  ])("%s is %s", async (body, text) => {
    expect(await rtf(body)).toMatchObject({ status: "read", text });
  });
});
