// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
const LONE_HALF = /\p{Surrogate}/gu;
const NO_CHARACTERS = /[\ufffe\uffff]/gu;

/**
 * A text as every format can hold it: exactly, but that line ends are `\n`, and that what no document of XML may hold and
 * no terminal should be sent becomes visible (␛) or U+FFFD.
 */
export function exactText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, (character) => {
      const code = character.codePointAt(0) as number;
      return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
    })
    .replace(LONE_HALF, "\ufffd")
    .replace(NO_CHARACTERS, "\ufffd");
}

/** For text and attributes of HTML and XML. */
export function escapeMarkup(text: string): string {
  return exactText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
