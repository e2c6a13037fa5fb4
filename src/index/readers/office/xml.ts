import type { Document, Element } from "domhandler";
import { parseDocument } from "htmlparser2";
import { declaredCharset, decodeText } from "../decode-text.js";
import { UnreadableFile } from "../document-reader.js";
import { elements, plainText } from "../html/html-tree.js";

/** Decodes XML. @throws UnreadableFile for text that defines entities: they can make it grow without end */
export async function xmlText(bytes: Uint8Array): Promise<string> {
  const decoded = await decodeText(bytes, declaredCharset(bytes));
  if (decoded.status === "unreadable") throw new UnreadableFile(`has a part that ${decoded.reason}`);
  if (/<!ENTITY/i.test(decoded.text)) throw new UnreadableFile("defines XML entities, which is not safe to read");
  return decoded.text;
}

/** Parses XML whose entities are the usual five and numbers. Names keep their prefix and are in lower case. */
export async function parseXml(bytes: Uint8Array): Promise<Document> {
  return parseDocument(await xmlText(bytes), { xmlMode: true, lowerCaseTags: true });
}

/** The text of the first element of a name, if it has any. */
export function textOf(document: Document | Element, name: string): string | undefined {
  return plainText(elements(document.children, name)[0]?.children ?? []) || undefined;
}
