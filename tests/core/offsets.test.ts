import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePointOffset } from "../../src/contract/ids.js";
import { TextMap } from "../../src/core/offsets.js";
import { span, utf16Index } from "../../src/core/spans.js";

const anyLines = fc
  .array(fc.constantFrom("a", "é", "😀", "👩‍👩‍👧", "\n", "\r\n", "\r", " "), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("code points", () => {
  it("are as many as the string's iterator gives, at every index between characters", () => {
    fc.assert(
      fc.property(anyLines, (text) => {
        const map = new TextMap(text);
        let index = 0;
        let count = 0;
        for (const character of [...text, ""]) {
          expect(map.toCodePoint(utf16Index(index))).toBe(count);
          expect(map.toUtf16(codePointOffset(count))).toBe(index);
          index += character.length;
          count++;
        }
      }),
    );
  });

  it("slice the same text as UTF-16 indexes do", () => {
    const text = "a😀b👍🏽c";
    const map = new TextMap(text);
    const from = utf16Index(text.indexOf("b"));
    const to = utf16Index(text.indexOf("c"));
    expect([...text].slice(map.toCodePoint(from), map.toCodePoint(to)).join("")).toBe("b👍🏽");
  });

  it("round an index inside a surrogate pair up, and count a lone surrogate as one", () => {
    expect(new TextMap("😀b").toCodePoint(utf16Index(1))).toBe(1);
    expect(new TextMap("\ud83db").toCodePoint(utf16Index(1))).toBe(1);
  });
});

describe("lines", () => {
  it("end with \\n, \\r\\n or a lone \\r", () => {
    const text = "one\ntwo\r\nthree\rfour";
    const map = new TextMap(text);
    const lines = Array.from({ length: map.lineCount }, (_, index) => map.lineSpan(index + 1)!);
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(["one", "two", "three", "four"]);
  });

  it("are those that splitting the text gives, a last line end starting none", () => {
    fc.assert(
      fc.property(anyLines, (text) => {
        const expected = text.split(/\r\n|\r|\n/);
        if (expected.length > 1 && expected.at(-1) === "") expected.pop();
        const map = new TextMap(text);
        const lines = Array.from({ length: map.lineCount }, (_, index) => map.lineSpan(index + 1)!);
        expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
        for (const [index, { start, end }] of lines.entries()) {
          for (let at = start; at < end; at++) expect(map.lineAt(utf16Index(at))).toBe(index + 1);
        }
      }),
    );
  });

  it("of a span that ends with a line end do not reach into the next line", () => {
    const map = new TextMap("one\r\ntwo\nthree");
    expect(map.linesOf(span(0, 5))).toEqual({ start: 1, end: 1 });
    expect(map.linesOf(span(2, 6))).toEqual({ start: 1, end: 2 });
    expect(map.linesOf(span(5, 5))).toEqual({ start: 2, end: 2 });
  });

  it("beyond the text are not there, and its end is on the last line", () => {
    const map = new TextMap("one\ntwo\n");
    expect(map.lineSpan(3)).toBeUndefined();
    expect(map.lineSpan(0)).toBeUndefined();
    expect(map.lineAt(utf16Index(8))).toBe(2);
    expect(new TextMap("").linesOf(span(0, 0))).toEqual({ start: 1, end: 1 });
  });
});
