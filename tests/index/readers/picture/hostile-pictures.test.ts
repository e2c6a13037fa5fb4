import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageRecognition } from "../../../../src/index/readers/document-reader.js";
import { pictureReader } from "../../../../src/index/readers/picture/picture-reader.js";
import { fixture } from "../../../helpers/fixtures.js";
import { SEEING_WORDS } from "../../../helpers/recognition.js";

const read = (bytes: Uint8Array, recognition?: PageRecognition) =>
  pictureReader.read({ path: "a.png", bytes }, recognition);

/** A PNG of one colour; `rows` may be fewer than it says. */
function png(width: number, height: number, rows = height): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const data = deflateSync(Buffer.alloc((width + 1) * rows));
  const start = Buffer.from("89504e470d0a1a0a", "hex");
  const chunks = [chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([start, ...chunks]));
}

describe("a picture", () => {
  it("is not read where recognition is off, and the reason says how to switch it on", async () => {
    expect(await read(png(100, 100))).toEqual({
      status: "unreadable",
      reason: "is a picture, and OCR is off; switch it on: FOOTNOTE_OCR=on",
    });
  });

  it("of 900 megapixels is set aside before it is unpacked", async () => {
    expect(await read(png(30_000, 30_000, 1), SEEING_WORDS)).toEqual({
      status: "unreadable",
      reason: "has a picture of 900 megapixels, more than the 150 that are read; make it smaller",
    });
  });

  it("of 64 megapixels is made smaller, and its boxes are those of the whole", async () => {
    const sizes: number[] = [];
    const seeing: PageRecognition = {
      atOnce: 1,
      recognize: async (picture, page) => {
        sizes.push(picture.width * picture.height);
        return SEEING_WORDS.recognize(picture, page);
      },
    };
    const result = await read(png(8000, 8000), seeing);
    expect(sizes[0]).toBeLessThanOrEqual(25_010_000);
    expect(result).toMatchObject({ layout: { pages: [{ unit: "pixels", width: 8000, height: 8000 }] } });
    if (result.status === "read") expect(result.layout!.words[0]!.right).toBeCloseTo((9 * 8000) / 5000);
  });

  it.each([
    [1, 1],
    [1, 4000],
    [16, 16],
  ])("of %i by %i pixels is too small for text", async (width, height) => {
    expect(await read(png(width, height), SEEING_WORDS)).toEqual({
      status: "unreadable",
      reason: "is a picture that is too small to hold text",
    });
  });

  it.each(["photographed.jpg", "copied.tif", "screen.bmp"])(
    "%s that was cut or changed is read or set aside with a reason",
    async (name) => {
      const good = fixture(name);
      const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
      const changes = fc.record({
        length: fc.integer({ min: 0, max: good.length }),
        changed: fc.array(change, { maxLength: 9 }),
      });
      await fc.assert(
        fc.asyncProperty(changes, async ({ length, changed }) => {
          const bytes = good.slice(0, length % 2 === 0 ? length : good.length);
          for (const { at, byte } of changed) if (at < bytes.length) bytes[at] = byte;
          const result = await read(bytes, SEEING_WORDS);
          if (result.status === "unreadable") expect(result.reason).toMatch(/^\S.*\S$/);
        }),
        { numRuns: 15 },
      );
    },
  );
});
