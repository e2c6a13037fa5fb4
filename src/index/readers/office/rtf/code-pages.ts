import { codePoint } from "dingbat-to-unicode";
import iconv from "iconv-lite";

/** Code pages of the character sets that fonts are said to have. */
const BY_CHARSET: Readonly<Record<number, string>> = {
  77: "macintosh",
  128: "cp932",
  129: "cp949",
  130: "cp949",
  134: "cp936",
  136: "cp950",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
  254: "cp437",
  255: "cp850",
};
const SYMBOL_CHARSET = 2;

/** How the bytes of a font are characters. */
export interface Font {
  name: string;
  charset: number | null;
}

/** The encoding that iconv-lite knows a numbered code page by. */
export function encodingOf(codePage: number): string {
  const name = codePage === 65001 ? "utf-8" : codePage === 10000 ? "macintosh" : `cp${codePage}`;
  return iconv.encodingExists(name) ? name : "windows-1252";
}

/** Decodes what stands in a font. @param usual encoding of the document */
export function decodeBytes(bytes: readonly number[], font: Font | undefined, usual: string): string {
  if (font?.charset === SYMBOL_CHARSET) return bytes.map((byte) => symbol(font.name, byte)).join("");
  const encoding = (font?.charset == null ? undefined : BY_CHARSET[font.charset]) ?? usual;
  return iconv.decode(Buffer.from(bytes), encoding);
}

/** A character of a font of symbols, such as an arrow of Wingdings. */
export function symbol(font: string, code: number): string {
  const known = codePoint(font, code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code);
  if (known !== undefined) return known.string;
  return code >= 0xf000 && code <= 0xf8ff ? "" : String.fromCodePoint(code);
}
