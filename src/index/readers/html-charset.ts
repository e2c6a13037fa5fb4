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
