import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sanitize, sanitizeProse } from "../../../src/tui/terminal/sanitize.js";

describe("sanitize", () => {
  test("nothing in any text can control the terminal, turn the reading direction or break the row", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sanitize(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
      }),
    );
  });

  test.each([
    ["a colour", "\u001b[31mred\u001b[0m", "␛[31mred␛[0m"],
    ["a window title", "\u001b]0;mine\u0007", "␛]0;mine␇"],
    ["an 8-bit control sequence", "a\u009b2Jb", "a2Jb"],
    ["an override of the direction", "a\u202etxt.exe\u202c", "atxt.exe"],
    ["a line end", "a\nb", "a␊b"],
    ["half a surrogate pair", "a\ud800b", "a\ufffdb"],
  ])("%s becomes harmless", (_, text, safe) => {
    expect(sanitize(text)).toBe(safe);
  });

  test("a tab goes to the next stop, counted in columns from where the text starts", () => {
    expect(sanitize("\tx")).toBe("    x");
    expect(sanitize("ab\tx")).toBe("ab  x");
    expect(sanitize("日\tx")).toBe("日  x");
    expect(sanitize("\tx", 3)).toBe(" x");
  });

  test("letters of any script, emoji and combining marks stay as they are", () => {
    const text = "Łódź 日本語 שלום 👩‍👩‍👧 e\u0301";
    expect(sanitize(text)).toBe(text);
  });

  test("prose loses its line ends", () => {
    expect(sanitizeProse(" one\r\n  two\tthree ")).toBe("one two three");
  });
});
