import { describe, expect, it } from "vitest";
import { readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

describe.each(["pptx", "odp"] as const)("a presentation: %s", (format) => {
  const harbour = () => readFixture(format, `harbour.${format}`);

  it("has a page and a section for each slide, the hidden one too", async () => {
    const read = await harbour();
    expect(read).toMatchObject({ title: "Harbour review 2025", properties: ["Port Office"], unread: [] });
    const sections = new Map(read.blocks.map(({ page, section }) => [page, section[0]]));
    expect([...sections]).toEqual([
      [1, "Harbour review 2025"],
      [2, "Traffic"],
      [3, "Fees"],
      [4, "Cargo by year"],
      [5, "Old and new quay"],
      [6, "Slide 6"],
    ]);
  });

  it("says of each block which slide it is on, and whether it is in the notes", async () => {
    const read = await harbour();
    const notes = read.blocks.filter(({ part }) => part?.kind === "slide" && part.notes);
    expect(notes.map(({ start, end }) => read.text.slice(start, end))).toEqual([
      "Notes",
      "Say that the crane was broken in March for nine days.",
    ]);
    for (const { page, part } of read.blocks) expect(part).toMatchObject({ kind: "slide", number: page });
  });

  it("has tables and charts as rows with their header, and columns one after the other", async () => {
    const read = await harbour();
    expect(textsOf(read, "table_row")).toEqual([
      "Class | Berth fee | Crane fee",
      "Yacht | 25 euros | none",
      "Coaster | 180 euros | 95 euros",
      "| Tonnes of timber | Tonnes of salt",
      "2023 | 410 | 90",
      "2024 | 395 | 120",
      "2025 | 512 | 88",
    ]);
    expect(read.text).toMatch(/Cargo in tonnes/);
    expect(read.text).toMatch(/Old quay\s+120 metres, built 1911\s+New quay\s+340 metres, built 2024/);
    expect(read.text).toContain("1,204 ships called in 2025\n  312 of them were ferries\nThe busiest");
  });

  it("knows where the paragraphs of a slide stand on it", async () => {
    const { text, layout } = await harbour();
    expect(layout?.pages).toHaveLength(6);
    let end = 0;
    for (const word of layout?.words ?? []) {
      expect(word.start).toBeGreaterThanOrEqual(end);
      end = word.end;
      const { width, height } = layout!.pages[word.page - 1]!;
      expect(word.left).toBeGreaterThanOrEqual(0);
      expect(word.right).toBeGreaterThan(word.left);
      expect(word.bottom).toBeGreaterThan(word.top);
      expect(word.right).toBeLessThanOrEqual(width + 0.01);
      expect(word.bottom).toBeLessThanOrEqual(height + 0.01);
    }
    const tops = (start: string) => layout?.words.find((word) => text.startsWith(start, word.start))?.top ?? -1;
    expect(tops("Fees")).toBeLessThan(tops("Yacht"));
    expect(tops("Yacht")).toBeLessThan(tops("Fees are due"));
  });
});
