export type DecodeResult =
  | { readonly status: "decoded"; readonly text: string }
  | { readonly status: "unreadable"; readonly reason: string };

/** Decodes UTF-8. A byte order mark is dropped; nothing else changes, line ends included. */
export function decodeText(bytes: Uint8Array): DecodeResult {
  if (bytes.includes(0)) {
    return unreadable("is binary, not text (it holds NUL bytes); if it should be text, save it as UTF-8");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return unreadable("is not valid UTF-8 text; open it in an editor and save it as UTF-8");
  }
  if (text.trim() === "") return unreadable("is empty");
  return { status: "decoded", text };
}

function unreadable(reason: string): DecodeResult {
  return { status: "unreadable", reason };
}
