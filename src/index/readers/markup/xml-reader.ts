import type { Element } from "domhandler";
import { codeReader } from "../data/code-reader.js";
import { type DocumentReader, type ReadResult, type SourceFile, UnreadableFile } from "../document-reader.js";
import { htmlReader } from "../html/html-reader.js";
import { addHtml } from "../html/html-structure.js";
import { isElement } from "../html/html-tree.js";
import { parseXml } from "../office/xml.js";
import { TextBuilder } from "../text-builder.js";
import { isDocumentation, localName, takeAbout, toHtml } from "./document-tree.js";

/** Reads documentation in XML (DocBook, DITA, TEI, JATS and the like); any other XML stays as it is written. */
export const xmlReader: DocumentReader = {
  async read(file: SourceFile): Promise<ReadResult> {
    const root = await rootOf(file);
    if (root === undefined || !isDocumentation(root)) return codeReader.read(file);
    if (localName(root) === "html") return htmlReader.read(file);
    const { title, isInText } = takeAbout(root);
    toHtml(root);
    const builder = new TextBuilder();
    if (title !== null && !isInText) builder.heading(0, title);
    addHtml(builder, [root]);
    const { text, blocks } = builder;
    if (blocks.length === 0) return { status: "unreadable", reason: "has no text" };
    return { status: "read", text, title, blocks };
  },
};

/** `undefined` for what is no XML, or none that is safe to read. */
async function rootOf({ bytes }: SourceFile): Promise<Element | undefined> {
  try {
    const { children } = await parseXml(bytes);
    return children.find(isElement);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
