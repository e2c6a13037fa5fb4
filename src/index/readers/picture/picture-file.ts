import sharp, { type Sharp } from "sharp";
import type { Picture } from "../../ocr/recognizer.js";
import { UnreadableFile } from "../document-reader.js";
import { decodeBitmap } from "./bitmap.js";

/** Larger ones are set aside before anything of them is unpacked. */
const MAX_MEGAPIXELS = 150;
/** Larger ones are made smaller: letters of 300 dots an inch on a sheet of A3 are as large as they need to be. */
const MAX_RECOGNIZED_PIXELS = 25_000_000;
/** Smaller ones are icons. */
const MIN_SIDE = 24;
/** Letters of fewer dots an inch are made larger. */
const LOW_DPI = 130;
/** What has fewer pixels and says nothing of its dots an inch is the picture of a screen, or a page of low resolution. */
const LOW_PIXELS = 1_600_000;
const SECONDS_PER_PAGE = 60;

/** A file of pictures: one, or the pages of a TIFF. */
export interface PictureFile {
  readonly pages: number;
  /** @param number 1-based @throws UnreadableFile */
  draw(number: number): Promise<DrawnPage>;
}

export interface DrawnPage {
  readonly picture: Picture;
  /** Size of the picture in the file, the right way up, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Looks at what a picture says of itself, and unpacks nothing yet. @throws UnreadableFile */
export async function openPicture(bytes: Uint8Array<ArrayBuffer>): Promise<PictureFile> {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) {
    const { width, height, rgb } = decodeBitmap(bytes, assertSize);
    const raw = { raw: { width, height, channels: 3 as const } };
    return { pages: 1, draw: () => drawn(sharp(rgb, raw), { width, height }) };
  }
  const options = { limitInputPixels: MAX_MEGAPIXELS * 1e6, sequentialRead: true, failOn: "truncated" } as const;
  const { format, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return {
    // The frames of an animation say little that the first doesn't.
    pages: format === "tiff" ? pages : 1,
    draw: async (number) => {
      const of = { ...(format === "tiff" && { page: number - 1 }) };
      const { width, height, density, autoOrient } = await sharp(bytes, { limitInputPixels: false, ...of }).metadata();
      assertSize(width, height);
      return drawn(sharp(bytes, { ...options, ...of }).autoOrient(), { ...autoOrient, density });
    },
  };
}

function assertSize(width: number, height: number): void {
  if (width * height > MAX_MEGAPIXELS * 1e6) {
    const megapixels = Math.round((width * height) / 1e6).toLocaleString("en");
    throw new UnreadableFile(
      `has a picture of ${megapixels} megapixels, more than the ${MAX_MEGAPIXELS} that are read; make it smaller`,
    );
  }
  if (Math.min(width, height) < MIN_SIDE) throw new UnreadableFile("is a picture that is too small to hold text");
}

interface Size {
  readonly width: number;
  readonly height: number;
  /** As the file says, which is often no more than a habit of the program that wrote it. */
  readonly density?: number | undefined;
}

async function drawn(image: Sharp, { width, height, density }: Size): Promise<DrawnPage> {
  const scale = scaleOf(width, height, density);
  const flat = image.flatten({ background: "#fff" }).toColourspace("b-w");
  const sized = scale === 1 ? flat : flat.resize({ width: Math.max(1, Math.round(width * scale)) });
  const { data, info } = await sized
    .timeout({ seconds: SECONDS_PER_PAGE })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const grey = info.channels === 1 ? new Uint8Array(data) : firstChannel(data, info.channels);
  const dpi = density === undefined || density < 100 ? null : density * scale;
  return { picture: { width: info.width, height: info.height, grey, dpi }, width, height };
}

function scaleOf(width: number, height: number, density: number | undefined): number {
  const pixels = width * height;
  if (pixels > MAX_RECOGNIZED_PIXELS) return Math.sqrt(MAX_RECOGNIZED_PIXELS / pixels);
  const isLow = density !== undefined && density >= 100 ? density < LOW_DPI : pixels < LOW_PIXELS;
  return isLow && pixels * 4 <= MAX_RECOGNIZED_PIXELS ? 2 : 1;
}

function firstChannel(data: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  const first = new Uint8Array(data.length / channels);
  for (let i = 0; i < first.length; i++) first[i] = data[i * channels]!;
  return first;
}
