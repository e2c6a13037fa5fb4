import { binaryKind } from "./binary-kinds.js";
import { decodeAs, decodeByGuess, isControl } from "./guess-encoding.js";

type DecodeResult =
  | { readonly status: "decoded"; readonly text: string }
  | { readonly status: "unreadable"; readonly reason: string };

/** Where NULs are counted to tell UTF-16 from binary. Bytes. */
const SAMPLE_BYTES = 8192;
/** Anything but white space, controls, soft hyphens, zero-width spaces, and what stands for a broken character. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\ufffd]/u;
/** What calls itself one of these is Windows-1252, as browsers read it. */
const WESTERN_LABELS = new Set(["windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"]);

/**
 * Decodes UTF-8, UTF-16 by its byte order mark, the encoding that the file names, or the one that its bytes look like.
 * A byte order mark is dropped; nothing else changes, line ends included. Binary data is refused.
 *
 * @param declared the encoding that the file itself names, which is believed if the bytes bear it out
 */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<DecodeResult> {
  const kind = binaryKind(bytes);
  if (kind !== undefined) return unreadable(`is ${kind}, not text`);
  const text = await decoded(bytes, declared?.trim().toLowerCase());
  if (text === undefined) return unreadable("is binary, or in an encoding that can't be told; save it as UTF-8 text");
  if (text.trim() === "") return unreadable("is empty");
  if (!VISIBLE.test(text)) return unreadable("holds nothing that can be seen");
  return { status: "decoded", text };
}

/** Whether the start of a file looks like text in one of the encodings that are read. */
export async function looksLikeText(start: Uint8Array): Promise<boolean> {
  if (binaryKind(start) !== undefined) return false;
  // A cut may go through the middle of a character.
  const whole = start.subarray(0, Math.max(0, start.length - 4) & ~1);
  return (await decoded(start.length < SAMPLE_BYTES ? start : whole)) !== undefined;
}

async function decoded(bytes: Uint8Array, declared?: string): Promise<string | undefined> {
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return strict(bytes, marked);
  const hasNuls = bytes.includes(0);
  const unicode = strict(bytes, hasNuls ? encodingByNuls(bytes) : "utf-8");
  const text = unicode ?? (hasNuls ? undefined : await namedOrDamaged(bytes, declared)) ?? (await decodeByGuess(bytes));
  return text === undefined || isBinary(text) ? undefined : text;
}

async function namedOrDamaged(bytes: Uint8Array, declared?: string): Promise<string | undefined> {
  if (declared !== undefined && WESTERN_LABELS.has(declared)) return decodeAs(bytes, "windows-1252");
  const label = declared?.startsWith("utf") ? undefined : declared;
  const named = label === undefined ? undefined : await decodeAs(bytes, label);
  // Some names of browsers' encodings are known to Node alone.
  const sound = named === undefined || named.includes("\ufffd") ? strict(bytes, label) : named;
  return sound ?? damagedUtf8(bytes);
}

function markedEncoding([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0)) return "utf-16le";
  return undefined;
}

/** In UTF-16, the high byte of nearly every character of a Western text is NUL, and the low byte never is. */
function encodingByNuls(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const nuls = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) nuls[index % 2]!++;
  const [even, odd] = nuls as [number, number];
  if (bytes.length % 2 === 1 || Math.min(even, odd) > 0 || even + odd < sample.length * 0.2) return undefined;
  return odd > 0 ? "utf-16le" : "utf-16be";
}

/** `undefined` for bytes that are not valid in the encoding, and for an encoding that nobody knows. */
function strict(bytes: Uint8Array, encoding: string | undefined): string | undefined {
  if (encoding === undefined) return undefined;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** UTF-8 with a few broken bytes, as a log that was cut: what is broken becomes U+FFFD. */
function damagedUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder("utf-8").decode(bytes);
  let broken = 0;
  let sound = 0;
  for (const [character] of text.matchAll(/[^\0-\x7f]/gu)) {
    if (character === "\ufffd") broken++;
    else sound++;
  }
  return sound > broken && !isBinary(text) ? text : undefined;
}

/** Many control characters besides those of text and terminals. */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let index = 0; index < text.length; index++) if (isControl(text.charCodeAt(index))) controls++;
  return controls > Math.max(2, text.length * 0.01);
}

function unreadable(reason: string): DecodeResult {
  return { status: "unreadable", reason };
}

/** How far into a file its encoding may be named, as browsers look. Bytes. */
const PRESCAN_BYTES = 1024;

/** The encoding that an HTML page or an XML file names in its first lines. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString("latin1");
  const found =
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start) ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start);
  return found?.[1];
}
