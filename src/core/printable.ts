// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;

/**
 * Text that a terminal can be trusted with: control characters (but tab and newline) and the marks that reorder text
 * become visible or vanish, so that a document can't move the cursor, set a title or disguise a word.
 */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) as number;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? "\u2421" : "";
  });
}
