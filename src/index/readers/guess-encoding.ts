import { readsAsNoise } from "./binary-kinds.js";

/** What is looked at, in pieces around the bytes that are not ASCII. Bytes. */
const SAMPLE_BYTES = 4096;
/** How far before such a byte a piece begins, where its line begins further away. Bytes. */
const LEAD_BYTES = 40;
/** Noise and lists of names stay below this; prose of any language above it, once it has a few such bytes. */
const MIN_CONFIDENCE = 0.1;
/** Fewer bytes outside ASCII say too little against Windows-1252. */
const MIN_BYTES = 4;
/** How much more likely than Windows-1252 another encoding must be for text that could be either. */
const MIN_LEAD = 1.5;
/** These share their letters with Windows-1252, so that the detector never gives them much of a lead. */
const WESTERN_TWINS = new Set(["macroman", "cp437", "cp850"]);
/** Tried in turn where the whole file does not bear the first one out. */
const MAX_CANDIDATES = 3;
/** Text of a Western language in Windows-1252 has a few accents; other one-byte encodings have them nearly everywhere. */
const MAX_ACCENT_SHARE = 0.3;

const NOT_IN_WINDOWS_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** What is told apart: supersets of what they replace (gb18030 is also GBK and GB2312), and nothing of mainframes. */
const ENCODINGS = [
  "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-874",
  "iso-8859-2 iso-8859-5 iso-8859-6 iso-8859-7 koi8-r koi8-u mac-roman mac-cyrillic cp437 cp850 cp852 cp866",
  "cp932 euc-jp gb18030 big5 cp949 utf-16-le utf-16-be",
].flatMap((names) => names.split(" "));

/**
 * What only a wrong encoding gives: halves of pairs, code points that nobody has assigned, controls, and bytes without a
 * character, which the cut end of a file may have.
 */
const IMPOSSIBLE = /[\p{Cs}\p{Cn}\0\x80-\x9f]|\ufffd(?!$)/u;

/**
 * Decodes bytes that are not UTF-8 in the encoding that the detector tells, with Windows-1252 where that is no worse.
 * Time is linear, and the detector's share of it is bounded. `undefined` for what can't be told.
 */
export async function decodeByGuess(bytes: Uint8Array): Promise<string | undefined> {
  const sample = bytes.includes(0) ? bytes.subarray(0, SAMPLE_BYTES) : sampleOf(bytes);
  if (sample.length === 0) return undefined;
  const { detectAll } = await import("jschardet");
  const found = detectAll(sample, { detectEncodings: ENCODINGS });
  const isWestern = looksWestern(bytes);
  const western = found.find(({ encoding }) => encoding === "Windows-1252")?.confidence ?? 0;
  const tooFew = sample.filter((byte) => byte >= 0x80).length < MIN_BYTES;
  for (const { encoding, confidence } of found.slice(0, MAX_CANDIDATES)) {
    if (encoding === null || confidence < MIN_CONFIDENCE) break;
    if (isWestern && (tooFew || !(leads(confidence, western) || WESTERN_TWINS.has(encoding.toLowerCase())))) break;
    const text = await decodeAs(bytes, encoding);
    if (text !== undefined && !IMPOSSIBLE.test(text)) return readsAsNoise(text) ? undefined : text;
  }
  if (!isWestern) return undefined;
  const text = await decodeAs(bytes, "windows-1252");
  return text === undefined || readsAsNoise(text) ? undefined : text;
}

/** What an encoding has no character for becomes U+FFFD. `undefined` for an encoding that is not known. */
export async function decodeAs(bytes: Uint8Array, encoding: string): Promise<string | undefined> {
  const { default: iconv } = await import("iconv-lite");
  return iconv.encodingExists(encoding)
    ? iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
    : undefined;
}

function leads(confidence: number, western: number): boolean {
  return confidence >= MIN_LEAD * western;
}

/** Whole lines with bytes that are not ASCII: a long English text may have its only accent at the end. */
function sampleOf(bytes: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [];
  let room = SAMPLE_BYTES;
  for (let at = 0; room > 0; ) {
    const found = bytes.subarray(at).findIndex((byte) => byte >= 0x80);
    if (found < 0) break;
    const start = pieceStart(bytes, at, at + found);
    const lineEnd = bytes.indexOf(0x0a, at + found);
    const end = Math.min(lineEnd < 0 ? bytes.length : lineEnd + 1, start + room);
    pieces.push(bytes.subarray(start, end));
    room -= end - start;
    at = end;
  }
  return Buffer.concat(pieces);
}

/** The start of the line of `index`, or else of a word before it: never the middle of a character. */
function pieceStart(bytes: Uint8Array, from: number, index: number): number {
  let start = index;
  while (start > from && index - start < LEAD_BYTES && bytes[start - 1] !== 0x0a) start--;
  if (start === from || bytes[start - 1] === 0x0a) return start;
  const space = bytes.subarray(start, index).indexOf(0x20);
  return space < 0 ? index : start + space;
}

function looksWestern(bytes: Uint8Array): boolean {
  let accents = 0;
  for (const byte of bytes) {
    if (byte < 0x20 ? isControl(byte) : byte === 0x7f) return false;
    if (byte < 0x80) continue;
    if (NOT_IN_WINDOWS_1252.has(byte)) return false;
    accents++;
  }
  return accents <= bytes.length * MAX_ACCENT_SHARE;
}

/** Neither white space nor what terminals' output holds: bell, backspace, escape, and the end mark of old editors. */
export function isControl(code: number): boolean {
  return code < 0x20 && !(code >= 0x07 && code <= 0x0d) && code !== 0x1a && code !== 0x1b;
}
