import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printableLine } from "../../src/core/text.js";

describe("a printable line", () => {
  test("shows what would end the line or can't be seen", () => {
    expect(printableLine("a\nb\r\n\tc\u2028d\u2029\u0085e")).toBe("a\\nb\\r\\n\\tc\\u2028d\\u2029\\u0085e");
    expect(printableLine("in\u200bvoice\u202efdp.exe\ufeff\u2060\u00ad")).toBe(
      "in\\u200bvoice\\u202efdp.exe\\ufeff\\u2060\\u00ad",
    );
    expect(printableLine("\u001b]0;title\u0007\u{e0041}")).toBe("\\u001b]0;title\\u0007\\u{e0041}");
  });

  test("leaves names of any script as they are", () => {
    const names = [
      "Übersicht 2024 (1).txt",
      "отчёт.md",
      "報告書.pdf",
      "תקציב.csv",
      "ไทย/हिन्दी.txt",
      "a\\n.txt",
      "🙂.md",
    ];
    for (const name of names) expect(printableLine(name)).toBe(name);
  });

  test("is one line, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printableLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
