import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, looksLikeText } from "../../../src/index/readers/decode-text.js";
import { fixture } from "../../helpers/fixtures.js";

const LETTER = new TextDecoder().decode(fixture("source/letter.txt"));

describe("decoding", () => {
  it.each(["utf16-bom.txt", "utf16le.txt", "utf16be.txt", "windows-1252.txt"])("reads %s as iconv wrote it", (name) => {
    expect(decodeText(fixture(name))).toEqual({ status: "decoded", text: LETTER });
  });

  it("knows every character of Windows-1252", () => {
    const western = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    const codes = [...Array(32).keys()]
      .filter((code) => ![1, 13, 15, 16, 29].includes(code))
      .map((code) => code + 0x80);
    const words = new TextEncoder().encode("some words that are plain ".repeat(5));
    expect(decodeText(Uint8Array.from([...words, ...codes]))).toEqual({
      status: "decoded",
      text: new TextDecoder().decode(words) + western,
    });
  });

  it("keeps UTF-8 with a few broken bytes", () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode("Søren, Zoë, Åse "), 0xc3]);
    expect(decodeText(bytes)).toEqual({ status: "decoded", text: "Søren, Zoë, Åse \ufffd" });
  });

  it.each([
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ["numbers", new Uint8Array(Float64Array.from([1.5, 2.25, Math.PI]).buffer)],
    ["UTF-32", Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ["control characters", Uint8Array.from([1, 2, 3, 4, 0x41, 0x42])],
  ])("refuses %s as binary", (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ status: "unreadable", reason: expect.stringMatching(/^is binary/) });
    expect(looksLikeText(bytes)).toBe(false);
  });

  it("gives back any text that was written as UTF-8 or as UTF-16 with a mark", () => {
    const text = fc
      .string({ unit: "grapheme" })
      .filter((value) => value.trim() !== "" && !/[\p{Cc}\ufeff]/u.test(value));
    fc.assert(
      fc.property(text, (value) => {
        const decoded = { status: "decoded", text: value };
        expect(decodeText(new TextEncoder().encode(value))).toEqual(decoded);
        expect(decodeText(new Uint8Array(Buffer.from(`\ufeff${value}`, "utf16le")))).toEqual(decoded);
      }),
    );
  });
});
