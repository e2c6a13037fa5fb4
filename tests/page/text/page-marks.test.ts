import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PageWord } from "../../../src/contract/documents.js";
import { codePointOffset } from "../../../src/contract/ids.js";
import { lineBoxes, wordRuns, wordsIn } from "../../../src/page/text/page-marks.js";
import { columnLetters, rangeAround, SheetCells } from "../../../src/page/text/sheet-cells.js";
import { DUCK_WORDS } from "../../helpers/paged-assistant.js";

type Placed = readonly [string, number, number, number, number];

/** Words of a line of text, one space apart. */
function placed(words: readonly Placed[]): PageWord[] {
  let from = 0;
  return words.map(([text, left, top, right, bottom]) => {
    const start = codePointOffset(from);
    const end = codePointOffset(from + text.length);
    from = end + 1;
    return { text, start, end, left, top, right, bottom };
  });
}

const ducks = placed(DUCK_WORDS);

describe("the words of a quote", () => {
  test("are exactly those that it meets, part of a word as well as the whole", () => {
    expect(wordsIn(ducks, { start: 4, end: 8 }).map(({ text }) => text)).toEqual(["the", "first"]);
    expect(wordsIn(ducks, { start: 3, end: 6 }).map(({ text }) => text)).toEqual(["the"]);
    expect(wordsIn(ducks, { start: 2, end: 3 })).toEqual([]);
    expect(wordsIn(ducks, { start: 900, end: 950 })).toEqual([]);
  });

  test("and the runs of a page are all its words, each once, in order", () => {
    const spans = fc.tuple(fc.nat(70), fc.nat(70)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.option(spans), fc.array(spans), (evidence, others) => {
        const runs = wordRuns(ducks, evidence, others);
        expect(runs.flatMap(({ words }) => words)).toEqual(ducks);
        const marked = runs.flatMap(({ mark, words }) => (mark === "evidence" ? words : []));
        expect(marked).toEqual(evidence === null ? [] : wordsIn(ducks, evidence));
      }),
    );
  });
});

describe("the boxes of a quote", () => {
  test("are one a line", () => {
    const [first, second, ...others] = lineBoxes(ducks);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ left: 39.749998, top: 325.395983, right: 202.905753, bottom: 335.872545 });
    expect(second).toMatchObject({ left: 39.749998, top: 336.645982, right: 185.46267, bottom: 347.122544 });
  });

  test("leave the gap between columns free, and take words that run from right to left together", () => {
    const columns = placed([
      ["left", 10, 10, 50, 20],
      ["right", 150, 10, 190, 20],
    ]);
    expect(lineBoxes(columns)).toHaveLength(2);
    const leftward = placed([
      ["שלום", 60, 10, 90, 20],
      ["עולם", 20, 11, 55, 20],
    ]);
    expect(lineBoxes(leftward)).toEqual([{ left: 20, top: 10, right: 90, bottom: 20 }]);
  });
});

describe("a sheet", () => {
  const sheet = placed([
    ["Prices of 2026", 0, 0, 3, 1],
    ["Product", 0, 1, 1, 2],
    ["Price", 1, 1, 2, 2],
    ["Kettle", 0, 2, 1, 3],
    ["45", 1, 2, 2, 3],
    ["Comment on B3: net", 1, 2, 2, 3],
  ]);
  const cells = new SheetCells({ words: sheet });

  test("has each cell once, with what is said of it; what a merged cell reaches over is no cell", () => {
    expect(cells.at(2, 1)).toMatchObject({ words: [{ text: "45" }, { text: "Comment on B3: net" }] });
    expect(cells.at(0, 0)).toMatchObject({ rows: 1, columns: 3 });
    expect([cells.at(0, 1), cells.at(0, 2), cells.at(0, 3)]).toEqual(["covered", "covered", null]);
  });

  test("has as header its first full row", () => {
    expect(cells.header).toBe(1);
    expect(new SheetCells({ words: [] }).header).toBeNull();
  });

  test("is cut around the quote, never beyond its edges", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 80 }),
        fc.nat(4999),
        (count, most, at) => {
          const quoted = at < count ? [at] : [];
          const { first, last } = rangeAround(count, quoted, most);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThan(count);
          expect(last - first + 1).toBe(Math.min(count, most));
          for (const row of quoted) expect(row >= first && row <= last).toBe(true);
        },
      ),
    );
  });

  test("names its columns as spreadsheets do", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });
});
