import type { ChildNode, Document, Element } from "domhandler";
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

export function isTag(node: ChildNode): node is Element {
  return node.type === "tag" || node.type === "script" || node.type === "style";
}

/** The child elements, of any name if none is given. */
export function childElements(parent: Document | Element | undefined, ...names: string[]): Element[] {
  const tags = parent?.children.filter(isTag) ?? [];
  return names.length === 0 ? tags : tags.filter(({ name }) => names.includes(name));
}

/** The element at the end of a path of child elements, the first of each name. */
export function childAt(parent: Document | Element | undefined, ...path: string[]): Element | undefined {
  let found: Document | Element | undefined = parent;
  for (const name of path) found = found?.children.find((node): node is Element => isTag(node) && node.name === name);
  return found as Element | undefined;
}

/** All text of an element as it stands. */
export function rawText(parent: Document | Element | undefined): string {
  let text = "";
  for (const node of parent?.children ?? []) {
    if (node.type === "text") text += node.data;
    else if ("children" in node) text += rawText(node as Element);
  }
  return text;
}
