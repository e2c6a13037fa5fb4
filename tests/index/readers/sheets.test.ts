import { CFB, utils, write } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import type { Part } from "../../../src/contract/answer.js";
import { readBytes, readFixture } from "../../helpers/fixtures.js";
import { makeZip } from "../../helpers/make-zip.js";
import { type Read, textsOf } from "../../helpers/read-text.js";

const BOILERS = "Group | Model | Weight (kg) | Price (€) | Rebate | In stock from";
const MONTHS = "| First quarter | First quarter | Rest\nItem | January | February | March";

const rangeOf = (part: Part | null) => (part?.kind === "cells" ? `${part.sheet}!${part.range}` : null);

/** Sheets with their kinds, ranges, and text. */
function cellsOf({ text, blocks }: Read): string[] {
  return blocks.map(({ kind, part, start, end }) => `${kind} ${rangeOf(part)}: ${text.slice(start, end)}`);
}

async function readSheet(rows: readonly (readonly unknown[])[]) {
  const sheet = utils.aoa_to_sheet(rows as unknown[][]);
  const book = utils.book_new(sheet, "Sheet1");
  const result = await readBytes("sheet", new Uint8Array(write(book, { type: "buffer", bookType: "xlsx" })), "a.xlsx");
  if (result.status !== "read") throw new Error(result.reason);
  return result;
}

describe.each(["libreoffice.xlsx", "libreoffice.xls", "libreoffice.ods"])("the workbook %s", (name) => {
  it("is read row by row, with the names of the columns, as it is shown", async () => {
    const read = await readFixture("sheet", name);
    expect(cellsOf(read).map((line) => line.slice(0, 100))).toEqual([
      "heading Products!A1: Price list of boilers",
      "paragraph Products!A2: All prices are without tax. They hold until the end of June 2026.",
      `table_row Products!A4:F4: ${BOILERS}`,
      "table_row Products!A5:F5: Wall boilers | Thermex 400 XL | 27.2 | 1,249.50 | 12% | 2026-03-01",
      "table_row Products!A6:F6: Wall boilers | Thermex 250 | 19.8 | 899.00 | 10% | 2026-03-01",
      "table_row Products!A7:F7: Wall boilers | Aquila S | 22.4 | 1,010.00 | 8% | 2026-04-15",
      "table_row Products!A8:F8: Floor boilers | Granit 60 | 88 | 2,390.00 | 15% | 2026-05-02",
      "table_row Products!A9:F9: Floor boilers | Granit 90 | 104.5 | 2,875.00 | 15% | 2026-05-02",
      "table_row Products!B10:D10: | Average |  | 1,684.70",
      "paragraph Products!B6: Comment on B6: Sold out until the autumn.",
      "table_row Products!I4:J4: Dealer | Town",
      "table_row Products!I5:J5: Heiss & Sons | Linz",
      "table_row Products!I6:J6: Nordwarm | Kiel",
      "paragraph Products!A13: The installer has to vent the heating circuit before the first start. Air th",
      `table_row Budget!A1:D2: ${MONTHS}`,
      "table_row Budget!A3:D3: Rent | 12000 | 12000 | 12600",
      "table_row Budget!A4:D4: Wages | 48200 | 49100 | 50350",
      "table_row Budget!A5:D5: Heating | 5400 | 2100 | 1850",
      "table_row Budget!A6:D6: Total | 65600 | 63200 | 64800",
      "table_row Costs!A1:B1: Owner | Mara Lindt",
      "table_row Costs!A2:B2: Supplier | Kessel AG",
      "table_row Costs!A3:B3: Contract until | 2027-09-30",
    ]);
    const headers = read.blocks.map(({ header }) => (header ? read.text.slice(header.start, header.end) : null));
    expect(headers).toEqual([
      ...[null, null],
      ...Array(7).fill(BOILERS),
      ...[null, "Dealer | Town", "Dealer | Town", "Dealer | Town", null],
      ...Array(5).fill(MONTHS),
      ...[null, null, null],
    ]);
    expect(read.blocks.at(15)!.context).toBe("Item | First quarter January | First quarter February | Rest March");
  });

  it("has a page and a section a sheet, says which are hidden, and names what was not read", async () => {
    const { title, blocks, unread } = await readFixture("sheet", name);
    expect([title, unread]).toEqual(["Boilers 2026", ["1 chart"]]);
    const sheets = blocks.map(({ page, pageLabel, section }) => `${page} ${pageLabel} ${section.join(" › ")}`);
    expect([...new Set(sheets)]).toEqual([
      "1 Products Products › Price list of boilers",
      "2 Budget Budget",
      "3 Costs Costs (hidden)",
    ]);
  });

  it("says where each cell stands, merged ones as large as they are", async () => {
    const { text, layout } = await readFixture("sheet", name);
    expect(layout!.pages).toEqual([
      { unit: "cells", width: 10, height: 13 },
      { unit: "cells", width: 4, height: 6 },
      { unit: "cells", width: 2, height: 3 },
    ]);
    const boxes = (cell: string) =>
      layout!.words.flatMap(({ start, end, page, ...box }) =>
        text.slice(start, end) === cell ? [[page, box.left, box.top, box.right, box.bottom]] : [],
      );
    expect(boxes("1,249.50")).toEqual([[1, 3, 4, 4, 5]]);
    expect(boxes("Floor boilers")).toEqual([
      [1, 0, 7, 1, 9],
      [1, 0, 7, 1, 9],
    ]);
    expect(boxes("First quarter")).toEqual([
      [2, 1, 0, 3, 1],
      [2, 1, 0, 3, 1],
    ]);
    expect(boxes("Kessel AG")).toEqual([[3, 1, 1, 2, 2]]);
  });
});

describe("a workbook", () => {
  it("of another program has its own formats, and says which formulas nobody reckoned out", async () => {
    const staff = await readFixture("sheet", "xlsxwriter.xlsx");
    expect(textsOf(staff, "table_row")[2]).toBe("Otto Hahnel | 1.03 | 1 Nov 2021 | €3,890.50");
    expect(textsOf(staff, "paragraph")).toEqual(["Comment on B3: Moves to 1.07 in May."]);
    const { unread } = await readFixture("sheet", "openpyxl.xlsx");
    expect(unread).toEqual(["1 chart", "4 formulas without a value"]);
  });

  it("that is encrypted, or none at all, is set aside with the reason", async () => {
    const locked = CFB.utils.cfb_new();
    CFB.utils.cfb_add(locked, "EncryptedPackage", Buffer.from("x"));
    const bytes = new Uint8Array(CFB.write(locked, { type: "buffer" }));
    const encrypted = { status: "unreadable", reason: "is encrypted; save a copy without a password" };
    expect(await readBytes("sheet", bytes, "a.xlsx")).toEqual(encrypted);
    expect(await readBytes("sheet", makeZip([{ name: "a.txt", content: "x" }]), "a.ods")).toMatchObject({
      status: "unreadable",
      reason: expect.stringMatching(/not a spreadsheet/),
    });
  });

  it("that is a page or a text under its name is read as such", async () => {
    const page = new TextEncoder().encode(
      "<table><tr><td>Pump</td><td>Flow</td></tr><tr><td>Ebb</td><td>12</td></tr></table>",
    );
    const text = new TextEncoder().encode("Pump\tFlow\nEbb\t012\n");
    for (const [bytes, flow] of [
      [page, "12"],
      [text, "012"],
    ] as const) {
      const result = (await readBytes("sheet", bytes, "export.xls")) as Read;
      expect(textsOf(result, "table_row")).toEqual(["Pump | Flow", `Ebb | ${flow}`]);
    }
  });
});

describe("a sheet", () => {
  it("that claims a million rows costs no more than its cells", async () => {
    const cell = (name: string, text: string) => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;
    const rows = row(1, cell("A1", "Left") + cell("B1", "Right")) + row(1048576, cell("XFD1048576", "Far away."));
    const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const book = makeZip([
      {
        name: "[Content_Types].xml",
        content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      },
      {
        name: "xl/workbook.xml",
        content: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="Far" sheetId="1" r:id="r1"/></sheets></workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      },
      {
        name: "xl/worksheets/sheet1.xml",
        content: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData></worksheet>`,
      },
    ]);
    const read = (await readBytes("sheet", book, "a.xlsx")) as Read;
    expect(cellsOf(read)).toEqual(["table_row Far!A1:B1: Left | Right", "paragraph Far!XFD1048576: Far away."]);
  });

  it("goes on below a blank row with the same columns, and beside a blank column with other ones", async () => {
    const read = await readSheet([
      ["Town", "Rain", null, "Well", "Depth"],
      ["Ulm", 12, null, "North", 40],
      [],
      ["Bonn", 30],
      ["Kiel", 31],
    ]);
    const rows = read.blocks.map(({ part, context }) => [rangeOf(part), context]);
    expect(rows).toEqual([
      ["Sheet1!A1:B1", undefined],
      ["Sheet1!A2:B2", "Town | Rain"],
      ["Sheet1!D1:E1", undefined],
      ["Sheet1!D2:E2", "Well | Depth"],
      ["Sheet1!A4:B4", "Town | Rain"],
      ["Sheet1!A5:B5", "Town | Rain"],
    ]);
  });

  it("keeps a table together that has a blank column for the look of it", async () => {
    const read = await readSheet([
      ["Item", null, "Price"],
      ["Bolt", null, 2],
      ["Nut", null, 1],
    ]);
    expect(textsOf(read, "table_row")).toEqual(["Item | Price", "Bolt | 2", "Nut | 1"]);
  });

  it("cites a long cell with its column, and the cells around it as their row", async () => {
    const story = "The roof is tiled. ".repeat(20).trim();
    const read = await readSheet([
      ["Id", "Story", "Place"],
      [7, story, "Attic"],
    ]);
    const places = read.blocks.map(({ kind, part, column, row }) => [kind, rangeOf(part), column, row]);
    expect(places).toEqual([
      ["table_row", "Sheet1!A1:C1", null, 1],
      ["table_row", "Sheet1!A2", null, 2],
      ["paragraph", "Sheet1!B2", "Story", 2],
      ["table_row", "Sheet1!C2", null, 2],
    ]);
  });

  it("whose columns are years has them for a header", async () => {
    const read = await readSheet([
      ["Item", 2024, 2025, 2026],
      ["Wages", 10, 11, 12],
    ]);
    expect(read.blocks[1]!.context).toBe("Item | 2024 | 2025 | 2026");
  });
});
