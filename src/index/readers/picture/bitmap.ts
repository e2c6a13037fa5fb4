import { UnreadableFile } from "../document-reader.js";

const FILE_HEADER = 14;
const PLAIN = 0;
/** The masks of the colours come behind the header; in practice they are those of a plain file. */
const MASKED = 3;

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, from the top left. */
  readonly rgb: Uint8Array<ArrayBuffer>;
}

/**
 * Decodes a BMP file, which no library here reads: 1, 4, 8, 24 or 32 bits a pixel, not compressed.
 * @param assertSize throws for a size that is not to be unpacked
 * @throws UnreadableFile; RangeError for a file that ends too early
 */
export function decodeBitmap(bytes: Uint8Array, assertSize: (width: number, height: number) => void): Bitmap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const header = view.getUint32(14, true);
  if (header < 40) throw new UnreadableFile("is a BMP picture of an old kind that is not read; save it as PNG");
  const width = view.getInt32(18, true);
  const signed = view.getInt32(22, true);
  const height = Math.abs(signed);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (![1, 4, 8, 24, 32].includes(bits) || ![PLAIN, MASKED].includes(compression) || width <= 0) {
    throw new UnreadableFile("is a compressed BMP picture, which is not read; save it as PNG");
  }
  assertSize(width, height);
  const palette = FILE_HEADER + header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * height > bytes.length) throw new UnreadableFile("is a picture that ends too early");
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    // Rows go from the bottom up, unless the height is negative.
    const row = start + stride * (signed < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const at =
        bits >= 24 ? row + (x * bits) / 8 : palette + 4 * indexAt(view.getUint8(row + ((x * bits) >> 3)), x, bits);
      const to = (y * width + x) * 3;
      rgb[to] = view.getUint8(at + 2);
      rgb[to + 1] = view.getUint8(at + 1);
      rgb[to + 2] = view.getUint8(at);
    }
  }
  return { width, height, rgb };
}

/** The colour's number, of those that share a byte. */
function indexAt(byte: number, x: number, bits: number): number {
  const perByte = 8 / bits;
  return (byte >> ((perByte - 1 - (x % perByte)) * bits)) & ((1 << bits) - 1);
}
