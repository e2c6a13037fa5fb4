/** What files of programs begin with. Text may begin with nearly anything: each of these is too long or odd for that. */
const SIGNATURES: readonly { readonly kind: string; readonly bytes: string; readonly at?: number }[] = [
  { kind: "a FITS image", bytes: "SIMPLE  =                    T" },
  { kind: "a PostScript program", bytes: "%!PS" },
  { kind: "a PostScript program", bytes: "\xc5\xd0\xd3\xc6" },
  { kind: "a database", bytes: "SQLite format 3\0" },
  { kind: "a database", bytes: "\0\x01\0\0Standard " },
  { kind: "a picture", bytes: "8BPS\0" },
  { kind: "a medical picture", bytes: "DICM", at: 128 },
  { kind: "a recording", bytes: "ID3\x03" },
  { kind: "a recording", bytes: "ID3\x04" },
  { kind: "a recording", bytes: "OggS\0" },
  { kind: "a recording", bytes: "fLaC\0" },
  { kind: "a recording", bytes: "WAVEfmt ", at: 8 },
  { kind: "a recording", bytes: "ftyp", at: 4 },
  { kind: "an archive", bytes: "ustar", at: 257 },
  { kind: "an archive", bytes: "PK\x03\x04" },
  { kind: "an archive", bytes: "\x1f\x8b\x08" },
  { kind: "an archive", bytes: "BZh91AY&SY" },
  { kind: "an archive", bytes: "\xfd7zXZ\0" },
  { kind: "an archive", bytes: "\x28\xb5\x2f\xfd" },
  { kind: "an archive", bytes: "7z\xbc\xaf\x27\x1c" },
  { kind: "an archive", bytes: "Rar!\x1a\x07" },
  { kind: "an archive", bytes: "!<arch>\n" },
  { kind: "a compiled program", bytes: "\x7fELF" },
  { kind: "a compiled program", bytes: "MZ\x90\0" },
  { kind: "a compiled program", bytes: "\xca\xfe\xba\xbe" },
  { kind: "a compiled program", bytes: "\xcf\xfa\xed\xfe" },
  { kind: "a compiled program", bytes: "\xfe\xed\xfa" },
  { kind: "a compiled program", bytes: "\0asm" },
  { kind: "a font", bytes: "OTTO\0" },
  { kind: "a font", bytes: "wOFF\0" },
  { kind: "a font", bytes: "wOF2\0" },
  { kind: "a table of numbers for programs", bytes: "\x89HDF\r\n\x1a\n" },
  { kind: "a table of numbers for programs", bytes: "\x93NUMPY" },
  { kind: "a table of numbers for programs", bytes: "MATLAB 5.0 MAT-file" },
  { kind: "a table of numbers for programs", bytes: "CDF\x01" },
  { kind: "a table of numbers for programs", bytes: "PAR1" },
];

/** What a file is by its first bytes, whatever its ending says; `undefined` for what may be text. */
export function binaryKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString("latin1");
  return SIGNATURES.find(({ bytes: signature, at = 0 }) => start.startsWith(signature, at))?.kind;
}

const NOISE_SAMPLE = 1 << 16;
/** Scripts that part no words, and marks that boxes are drawn with. */
const WITHOUT_WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u2500-\u259f]/gu;
const MAX_AVERAGE_WORD = 30;
const MIN_LETTERS = 100;
/** Small letters with a capital right behind them; code of many writers stays below a third of this. */
const MAX_MIXED_SHARE = 0.08;
const MIN_LETTER_SHARE = 0.5;
/** Marks of typography that people write beyond ASCII. */
const MARKS = /[\p{Pi}\p{Pf}\p{Pd}…•·°©®™½¼¾€£§]/gu;

/**
 * Whether what a one-byte encoding makes of some bytes is no text: such an encoding has a character for nearly each
 * byte. By the length of words, capitals within them, and how many of the characters beyond ASCII are letters.
 */
export function readsAsNoise(text: string): boolean {
  const sample = text.slice(0, NOISE_SAMPLE);
  const beyond = sample.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const wordless = sample.match(WITHOUT_WORDS)?.length ?? 0;
  if (beyond < MIN_LETTERS || wordless > beyond / 2) return false;
  const words = sample.trim().split(/\s+/).length;
  if (sample.length / words > MAX_AVERAGE_WORD) return true;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const mixed = sample.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
  if (letters >= MIN_LETTERS && mixed > letters * MAX_MIXED_SHARE) return true;
  const lettersBeyond = sample.match(/[^\0-\x7f\P{L}]|\p{M}/gu)?.length ?? 0;
  const marks = sample.match(MARKS)?.length ?? 0;
  return beyond > sample.length * 0.1 && lettersBeyond + wordless + marks < beyond * MIN_LETTER_SHARE;
}
