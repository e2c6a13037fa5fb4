import { describe, expect, it } from "vitest";
import { readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

describe("a table of a PDF", () => {
  it("has each row whole, with its units, and with the header also where it goes on over the page", async () => {
    const { text, blocks } = await readFixture("pdf", "tables.pdf");
    const rows = blocks.filter(({ kind }) => kind === "table_row");
    const rowOf = (start: string) => rows.find((row) => text.slice(row.start, row.end).startsWith(start))!;
    const header = ({ header: span }: (typeof rows)[number]) => span && text.slice(span.start, span.end);
    expect(text).toContain(
      "Thermex 400 XL | 27.2 kg | € 449 | with a second fan and a timer that can be set by the week\n",
    );
    expect(header(rowOf("Thermex 400 XL"))).toBe("Model | Weight | Price | Remarks");
    const mini = rowOf("Thermex Mini | 6.3 kg | € 119 | stands on the floor");
    expect([mini.page, header(mini), mini.context]).toEqual([
      2,
      "Model | Weight | Price | Remarks",
      "Model | Weight | Price | Remarks",
    ]);
    expect(text).toContain("Thermex 600 S | 30.4 kg | | only on request");
  });

  it("without lines between its rows has the header that stands above a rule", async () => {
    const { text, blocks } = await readFixture("pdf", "tables.pdf");
    const row = blocks.find(({ start, end }) => text.slice(start, end) === "600 | 24 dB | 2020")!;
    expect(row.context).toBe("Series | Noise | Year");
  });

  it("ends at the heading of the table below it", async () => {
    const { text, blocks } = await readFixture("pdf", "calibration.pdf");
    const contextOf = (row: string) => blocks.find(({ start, end }) => text.slice(start, end) === row)?.context;
    expect(contextOf("Cup anemometer with a heated head | £96.50 | £288.00")).toBe(
      "Instrument | Works calibration | Accredited calibration",
    );
    expect(contextOf("Thermex 400 XL | 27.2 | XXL")).toBe("Model | Weight (kg) | Carton");
    const heading = blocks.find(({ kind, start, end }) => {
      return kind === "heading" && text.slice(start, end) === "Weights for shipping";
    });
    expect(heading).toBeDefined();
  });

  it("has a cell apart from the next that its widest one nearly touches", async () => {
    const { text, blocks } = await readFixture("pdf", "table-libreoffice.pdf");
    const row = blocks.find(({ start, end }) => text.slice(start, end).startsWith("Thermex 400 XL"))!;
    expect(text.slice(row.start, row.end)).toBe("Thermex 400 XL | 27.2 | £1,250 | Suits large rooms");
    expect(row.context).toBe("Model | Weight (kg) | Price | Remarks");
  });

  it("has each row whole where its cells stand at half the height of a longer one", async () => {
    const read = await readFixture("pdf", "table-centred.pdf");
    const rows = textsOf(read, "table_row");
    expect(rows).toHaveLength(6);
    expect(rows[0]).toBe("Kind | Condition | Days");
    expect(rows[4]).toMatch(/^Moving house \| Once in two years, .* on showing the new lease \| 2$/);
  });

  it("is not made of running text in columns", async () => {
    const read = await readFixture("pdf", "tables.pdf");
    expect(textsOf(read, "table_row").filter((text) => /brush|sensor/.test(text))).toEqual([]);
    expect(textsOf(read, "paragraph").slice(-2)).toEqual([
      expect.stringMatching(/^Dust the grille .* quite dry before it is put back\.$/),
      expect.stringMatching(/^If the lamp blinks .* a quarter of an hour\.$/),
    ]);
  });
});
