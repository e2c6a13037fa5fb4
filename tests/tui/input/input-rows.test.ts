import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputRows, moveByRow, rowOfCursor } from "../../../src/tui/input/input-rows.js";
import { insertText, lineWith } from "../../../src/tui/input/line-editor.js";
import { inputLines } from "../../../src/tui/layout/input-lines.js";
import { columnsOfLine, plainText, splitGraphemes } from "../../../src/tui/lines.js";

/** `|` is the cursor. */
const line = (drawn: string) => ({ text: drawn.replace("|", ""), cursor: drawn.indexOf("|") });
const drawn = (input: { text: string; cursor: number } | null) =>
  input && `${input.text.slice(0, input.cursor)}|${input.text.slice(input.cursor)}`;
const texts = (text: string, columns: number) =>
  inputRows(text, columns).map(({ start, end }) => text.slice(start, end));

const writing = fc
  .array(fc.constantFrom("a", " ", "\n", "日", "한", "é", "e\u0301", "👩‍👩‍👧", "🇩🇪", "\u0301", "क्षि", "ﷺ"), {
    maxLength: 40,
  })
  .map((parts) => insertText({ text: "", cursor: 0 }, parts.join("")).text);

describe("rows of the input", () => {
  test("a line end starts a row, and so does a character without room", () => {
    expect(texts("ab\n\ncd", 80)).toEqual(["ab", "", "cd"]);
    expect(texts("abcdefg", 8)).toEqual(["abcde", "fg"]);
    expect(texts("日本語日本", 8)).toEqual(["日本", "語日", "本"]);
    expect(texts("ab\n", 80)).toEqual(["ab", ""]);
  });

  test.each([
    ["one\ntw|o", -1, "on|e\ntwo"],
    ["o|ne\ntwo", 1, "one\nt|wo"],
    ["long line|\nab", 1, "long line\nab|"],
    ["日本|\nabcd", 1, "日本\nabcd|"],
    ["abcd|\n日本語 long", 1, "abcd\n日本|語 long"],
    ["abc|\n日本語", 1, "abc\n日|本語"],
    ["👩‍👩‍👧|x\nab", 1, "👩‍👩‍👧x\nab|"],
    ["abcdef|g", -1, "a|bcdefg"],
    ["abcde|", -1, null],
    ["abcde|\n", -1, null],
  ] as const)("%j moved by %i is %j", (before, by, after) => {
    expect(drawn(moveByRow(line(before), by, 8 + (before.includes("long") ? 20 : 0)))).toBe(after);
  });

  test("together they are the whole text, and none is wider than the window", () => {
    fc.assert(
      fc.property(writing, fc.integer({ min: 8, max: 30 }), (text, columns) => {
        const rows = inputRows(text, columns);
        const without = rows.map(({ start, end }) => text.slice(start, end)).join("");
        expect(without).toBe(text.replaceAll("\n", ""));
        for (const row of inputLines(lineWith(text), { columns, rows: 90 }, true)) {
          if (text !== "") expect(columnsOfLine(row)).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });

  test("wherever the cursor moves, it stands at the edge of a character, and is drawn once", () => {
    fc.assert(
      fc.property(writing, fc.constantFrom(-1 as const, 1 as const), fc.nat(), (text, by, pick) => {
        const edges = [0];
        for (const part of splitGraphemes(text)) edges.push((edges.at(-1) ?? 0) + part.length);
        const cursor = edges[pick % edges.length] ?? 0;
        const moved = moveByRow({ text, cursor }, by, 12);
        if (moved !== null) {
          expect(edges).toContain(moved.cursor);
          const rows = inputRows(text, 12);
          expect(rowOfCursor(rows, moved.cursor)).toBe(rowOfCursor(rows, cursor) + by);
        }
        const cells = inputLines({ text, cursor }, { columns: 12, rows: 300 }, true).flat();
        if (text !== "") expect(cells.filter(({ token }) => token === "cursor")).toHaveLength(1);
      }),
    );
  });

  test("of a long text the rows around the cursor are shown", () => {
    const text = Array.from({ length: 30 }, (_, index) => `row ${index}`).join("\n");
    const shown = plainText(inputLines({ text, cursor: 0 }, { columns: 40, rows: 24 }, true));
    expect(shown).toContain("❯ row 0");
    expect(shown).not.toContain("row 8");
    expect(plainText(inputLines(lineWith(text), { columns: 40, rows: 24 }, true))).toContain("row 29");
  });
});
