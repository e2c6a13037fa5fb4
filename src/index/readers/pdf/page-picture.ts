import { OPS, type PDFPageProxy, Util } from "unpdf/pdfjs";
import type { Picture } from "../../ocr/recognizer.js";
import type { DrawnPage } from "../picture/picture-file.js";
import type { Drawing } from "./page-text.js";

type Matrix = readonly [number, number, number, number, number, number];

/** A picture of a page, as pdf.js decodes it. */
interface Image {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  /** 255 where the page shows through; `null` where it doesn't. */
  readonly clear: Uint8Array | null;
}

interface Placed {
  readonly image: GreyImage;
  /** From the picture's unit square, which starts at its lower left, to points from the top left of the page. */
  readonly matrix: Matrix;
}

const ONE_BIT = 1;
const RGB = 2;
/** Share of the page: a smaller picture on a page says nothing of how fine the page was scanned. */
const MIN_SHARE = 0.05;
/** What the page is drawn at, in pixels a point: of 72 dots an inch, and of 400. */
const MIN_SCALE = 1;
const MAX_SCALE = 400 / 72;
const LOW_SCALE = 130 / 72;
const MAX_PIXELS = 25_000_000;
const POINTS_PER_INCH = 72;

/**
 * Draws the pictures of a page, each where it stands, and nothing else of it: a scanned page is one, or some strips, or
 * a background and a mask. `null` if they cover less than a share of the page.
 */
export async function pagePicture(page: PDFPageProxy, minShare: number): Promise<DrawnPage | null> {
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const placed = await placedImages(page, (await page.getOperatorList()) as Drawing, transform as unknown as Matrix);
  const area = width * height;
  const shares = placed.map(({ matrix }) => Math.min(1, areaOf(matrix) / area));
  if (shares.reduce((sum, share) => sum + share, 0) < minShare) return null;
  const fine = placed.map(({ image, matrix }) => Math.sqrt((image.width * image.height) / areaOf(matrix)));
  const main = fine.filter((_, index) => shares[index]! >= MIN_SHARE);
  const native = Math.max(...(main.length > 0 ? main : fine));
  // Letters of few dots are recognised better when they are made larger, and those of many no better for it.
  const wanted = native < LOW_SCALE ? native * 2 : native > MAX_SCALE ? native / Math.ceil(native / MAX_SCALE) : native;
  const scale = Math.min(Math.max(wanted, MIN_SCALE), Math.sqrt(MAX_PIXELS / area));
  const pixels = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const grey = new Uint8Array(pixels.width * pixels.height).fill(255);
  const picture: Picture = { ...pixels, grey, dpi: Math.round(scale * POINTS_PER_INCH) };
  for (const { image, matrix } of placed) {
    paint(picture, image, Util.transform([scale, 0, 0, scale, 0, 0], matrix as never) as unknown as Matrix);
  }
  return { picture, width, height };
}

function areaOf([a, b, c, d]: Matrix): number {
  return Math.abs(a * d - b * c);
}

async function placedImages(page: PDFPageProxy, { fnArray, argsArray }: Drawing, start: Matrix): Promise<Placed[]> {
  const placed: Placed[] = [];
  const saved: { matrix: Matrix; dark: boolean }[] = [];
  let state = { matrix: start, dark: true };
  const transform = (matrix: unknown) => {
    state = { ...state, matrix: Util.transform(state.matrix as never, matrix as never) as unknown as Matrix };
  };
  const add = async (image: Image | string | undefined, isMask: boolean) => {
    const loaded = typeof image === "string" ? await objectOf(page, image) : image;
    const grey = loaded && (isMask ? await maskOf(page, loaded, state.dark) : greyOf(loaded));
    if (grey && areaOf(state.matrix) > 0) placed.push({ image: grey, matrix: state.matrix });
  };
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index] ?? [];
    switch (operator) {
      case OPS.save:
        saved.push(state);
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        transform(args);
        break;
      case OPS.paintFormXObjectBegin:
        saved.push(state);
        if (args[0]) transform(args[0]);
        break;
      case OPS.setFillRGBColor:
        state = { ...state, dark: isDark(args) };
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        await add(args[0], false);
        break;
      case OPS.paintImageMaskXObject:
        await add(args[0], true);
    }
  }
  return placed;
}

/** Of `#rrggbb`, or of three numbers up to 255. */
function isDark(args: readonly unknown[]): boolean {
  const [first] = args;
  const hex = typeof first === "string" ? /^#(..)(..)(..)/.exec(first)?.slice(1) : undefined;
  const [r = 0, g = 0, b = 0] = hex ? hex.map((each) => Number.parseInt(each, 16)) : args.map(Number);
  return r * 0.3 + g * 0.59 + b * 0.11 < 128;
}

function objectOf(page: PDFPageProxy, id: string): Promise<Image | undefined> {
  const objects = id.startsWith("g_") ? page.commonObjs : page.objs;
  return new Promise((resolve) => objects.get(id, (image: Image | null) => resolve(image ?? undefined)));
}

function greyOf({ width, height, kind, data }: Image): GreyImage | undefined {
  if (!data) return undefined;
  if (kind === ONE_BIT) return { width, height, grey: bitsOf(data, width, height), clear: null };
  const channels = kind === RGB ? 3 : 4;
  const grey = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < grey.length; i++, at += channels) {
    const light = data[at]! * 0.299 + data[at + 1]! * 0.587 + data[at + 2]! * 0.114;
    grey[i] = light;
  }
  let clear: Uint8Array | null = null;
  if (channels === 4) {
    clear = new Uint8Array(width * height);
    for (let i = 0; i < clear.length; i++) clear[i] = 255 - data[i * 4 + 3]!;
  }
  return { width, height, grey, clear };
}

/** A mask paints where its bit is 0, in the colour that is set. */
async function maskOf(page: PDFPageProxy, mask: Image, dark: boolean): Promise<GreyImage | undefined> {
  const { width, height } = mask;
  // Its bits may be kept apart.
  const held = typeof mask.data === "string" ? await objectOf(page, mask.data) : mask;
  if (!(held?.data instanceof Uint8Array || held?.data instanceof Uint8ClampedArray)) return undefined;
  return {
    width,
    height,
    grey: new Uint8Array(width * height).fill(dark ? 0 : 255),
    clear: bitsOf(held.data, width, height),
  };
}

/** 255 for a bit that is set. Rows start with a byte of their own. */
function bitsOf(data: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  const stride = (width + 7) >> 3;
  const bytes = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      bytes[y * width + x] = (data[y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
  }
  return bytes;
}

/** @param matrix from the picture's unit square to pixels of the page */
function paint(page: Picture, image: GreyImage, [a, b, c, d, e, f]: Matrix): void {
  const determinant = a * d - b * c;
  const xs = [e, e + a, e + c, e + a + c];
  const ys = [f, f + b, f + d, f + b + d];
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(page.width, Math.ceil(Math.max(...xs)))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(page.height, Math.ceil(Math.max(...ys)))];
  // Steps in the picture for a step to the right and one down on the page.
  const ux = (d / determinant) * image.width;
  const uy = (-c / determinant) * image.width;
  const vx = (b / determinant) * image.height;
  const vy = (-a / determinant) * image.height;
  const side = Math.max(1, Math.min(4, Math.round(Math.max(Math.hypot(ux, vx), Math.hypot(uy, vy)))));
  const isSmooth = side === 1 && Math.hypot(ux, vx) < 0.9;
  const u0 = -e * ux - f * uy;
  const v0 = image.height - e * vx - f * vy;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * page.width + x;
      let sum = 0;
      let seen = 0;
      for (let i = 0; i < side * side; i++) {
        const px = x + ((i % side) + 0.5) / side;
        const py = y + (Math.floor(i / side) + 0.5) / side;
        const u = u0 + px * ux + py * uy;
        const v = v0 + px * vx + py * vy;
        if (u < 0 || v < 0 || u >= image.width || v >= image.height) continue;
        sum += isSmooth ? between(image, page.grey[at]!, u - 0.5, v - 0.5) : pixel(image, page.grey[at]!, u | 0, v | 0);
        seen++;
      }
      if (seen > 0) page.grey[at] = sum / seen;
    }
  }
}

function pixel({ width, grey, clear }: GreyImage, below: number, u: number, v: number): number {
  const at = v * width + u;
  return clear === null ? grey[at]! : (grey[at]! * (255 - clear[at]!) + below * clear[at]!) / 255;
}

/** Between the four pixels around a point. */
function between(image: GreyImage, below: number, u: number, v: number): number {
  const u0 = Math.max(0, Math.floor(u));
  const v0 = Math.max(0, Math.floor(v));
  const u1 = Math.min(image.width - 1, u0 + 1);
  const v1 = Math.min(image.height - 1, v0 + 1);
  const du = Math.max(0, u - u0);
  const dv = Math.max(0, v - v0);
  const above = pixel(image, below, u0, v0) * (1 - du) + pixel(image, below, u1, v0) * du;
  return above * (1 - dv) + (pixel(image, below, u0, v1) * (1 - du) + pixel(image, below, u1, v1) * du) * dv;
}
