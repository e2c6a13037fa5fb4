import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOfLine, plainText, seg, spread, truncate, truncateStart, wrap } from "../../src/tui/lines.js";
import { sanitizeProse } from "../../src/tui/terminal/sanitize.js";

const words = fc.array(fc.constantFrom("a", "word", "日本語", "💡", "antidisestablishmentarianism", "e\u0301", "  "), {
  maxLength: 30,
});

describe("wrap", () => {
  test("no row is wider than asked, and no character but a space at a row's end is lost", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 6, max: 40 }), (parts, width) => {
        const text = sanitizeProse(parts.join(" "));
        const rows = wrap([seg(text)], width, [seg("  ")]);
        for (const row of rows) expect(columnsOfLine(row)).toBeLessThanOrEqual(width);
        const joined = rows.map((row) => plainText([row.slice(1)])).join("");
        expect(joined.replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });

  test("breaks at spaces, keeps a line's own indent, and keeps meanings across rows", () => {
    expect(plainText(wrap([seg("one two three")], 8))).toBe("one two\nthree");
    expect(plainText(wrap([seg("    indented text")], 10))).toBe("    indent\ned text");
    expect(wrap([seg("one "), seg("two three", "quote")], 8)).toEqual([
      [seg("one "), seg("two", "quote")],
      [seg("three", "quote")],
    ]);
  });

  test("a wide character that does not fit goes to the next row whole", () => {
    expect(plainText(wrap([seg("日本語")], 5))).toBe("日本\n語");
  });
});

test("truncate keeps the width and says that something is missing", () => {
  expect(plainText([truncate([seg("日本語 text")], 6)])).toBe("日本…");
  expect(truncateStart("a/long/path/file.txt", 9)).toBe("…file.txt");
});

test("spread fills the width exactly, and the left side gives way", () => {
  expect(columnsOfLine(spread([seg("a long title that can't fit")], [seg("file.txt:1")], 30))).toBe(30);
});
