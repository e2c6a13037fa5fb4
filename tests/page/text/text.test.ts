import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointOffset } from "../../../src/contract/ids.js";
import { TextMap } from "../../../src/core/offsets.js";
import { span } from "../../../src/core/spans.js";
import { plainLink } from "../../../src/page/effects/open-plain-text.js";
import { chunkText } from "../../../src/page/text/chunk-text.js";
import { locateEvidence } from "../../../src/page/text/locate-evidence.js";
import { excerptStart, textPieces } from "../../../src/page/text/pieces.js";

const texts = fc
  .array(fc.constantFrom("word", " ", "\n", "\r\n", "🏠", "é", "x".repeat(30)), { maxLength: 80 })
  .map((parts) => parts.join(""));
// Marks are counted in characters, as evidence is: none begins or ends within a surrogate pair.
const marked = fc
  .record({ text: texts, marks: fc.array(fc.tuple(fc.nat(400), fc.nat(60)), { maxLength: 4 }) })
  .map(({ text, marks }) => {
    const map = new TextMap(text);
    const indexOf = (character: number) => Math.min(map.toUtf16(codePointOffset(character)), text.length);
    return { text, marks: marks.map(([start, length]) => span(indexOf(start), indexOf(start + length))) };
  });

describe("the chunks of a text", () => {
  test("are the text, cut no mark and no surrogate pair", () => {
    fc.assert(
      fc.property(marked, ({ text, marks }) => {
        const chunks = chunkText(text, marks, 40);
        expect(chunks.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { start } of chunks) {
          expect(marks.some((mark) => mark.start < start && start < mark.end)).toBe(false);
          const isBetween = /[\uD800-\uDBFF]$/.test(text.slice(0, start)) && /^[\uDC00-\uDFFF]/.test(text.slice(start));
          expect(isBetween).toBe(false);
        }
      }),
    );
  });

  test("end with lines where there are any, and are no longer than they should be", () => {
    const text = Array.from({ length: 1000 }, (_, i) => `Line ${i}`).join("\n");
    const chunks = chunkText(text, [], 100);
    expect(chunks.slice(0, -1).every(({ end }) => text[end - 1] === "\n")).toBe(true);
    expect(Math.max(...chunks.map(({ start, end }) => end - start))).toBeLessThanOrEqual(100);
  });
});

test("the pieces of a text are the text, and a mark that comes first is in one piece", () => {
  fc.assert(
    fc.property(marked, ({ text, marks }) => {
      const pieces = textPieces(span(0, text.length), marks);
      expect(pieces.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      const [first] = marks;
      if (first === undefined || first.start === first.end) return;
      expect(pieces.filter(({ mark }) => mark === first)).toEqual([{ ...first, mark: first }]);
    }),
  );
});

describe("evidence", () => {
  const text = "🏠🏠 One fact. Another fact.";
  const map = new TextMap(text);
  const found = (start: number, end: number, quote: string) => {
    const located = locateEvidence(text, map, { start, end, quote });
    return located && text.slice(located.start, located.end);
  };

  test("is found by code points", () => expect(found(3, 12, "One fact.")).toBe("One fact."));
  test("is found again where it has moved", () => expect(found(9, 18, "One fact.")).toBe("One fact."));
  test("is not guessed where it is gone, or stands twice", () => {
    expect(found(3, 12, "No fact.")).toBe(null);
    expect(found(0, 4, "fact")).toBe(null);
  });
});

test("an excerpt begins at a word, near its first highlight", () => {
  const text = `${"many words ".repeat(40)}THE POINT`;
  const from = excerptStart(text, [span(440, 449)]);
  expect(text.slice(from)).toMatch(/^(many|words) .*THE POINT$/);
  expect(440 - from).toBeLessThan(160);
  expect(excerptStart("short THE POINT", [span(6, 15)])).toBe(0);
  expect(excerptStart(text, [])).toBe(0);
});

describe("a link to the plain text", () => {
  test("names a short quote whole, and keeps what would mean something in it", () => {
    expect(plainLink("d1", "A well-known, short & odd quote.")).toBe(
      "/v1/documents/d1/text#:~:text=A%20well%2Dknown%2C%20short%20%26%20odd%20quote.",
    );
  });

  test("names a long quote, and one of several lines, by its ends", () => {
    const long = Array.from({ length: 40 }, (_, i) => `word${i}`).join(" ");
    expect(plainLink("d1", long)).toMatch(/text=word0%20word1%20.*word4,word35%20.*word39$/);
    expect(plainLink("d1", "# Title\n\nThe text.")).toMatch(/text=%23%20Title,The%20text\.$/);
  });

  test("needs no quote, and survives half a surrogate pair", () => {
    expect(plainLink("a/b", null)).toBe("/v1/documents/a%2Fb/text");
    expect(plainLink("d1", "half \ud83c")).toBe("/v1/documents/d1/text#:~:text=half%20");
  });
});
