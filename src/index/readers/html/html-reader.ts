import { parseDocument } from "htmlparser2";
import { declaredCharset, decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { TextBuilder } from "../text-builder.js";
import { addHtml } from "./html-structure.js";
import { elements, plainText } from "./html-tree.js";
import { mainContent } from "./main-content.js";

/** Reads the main text of web pages: no navigation, no scripts, nothing hidden. */
export const htmlReader: DocumentReader = {
  async read({ path, bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes, declaredCharset(bytes));
    if (decoded.status === "unreadable") return decoded;
    const { children } = parseDocument(decoded.text, { recognizeSelfClosing: path.endsWith(".xhtml") });
    const { roots, without } = mainContent(children);
    const builder = new TextBuilder();
    addHtml(builder, roots, without);
    const { text, blocks } = builder;
    if (blocks.length === 0)
      return { status: "unreadable", reason: "has no text; what it shows comes from scripts or pictures" };
    const heading = blocks.find(({ kind }) => kind === "heading");
    const title = plainText(elements(children, "title")[0]?.children ?? []) || heading?.section.at(-1) || null;
    return { status: "read", text, title, blocks };
  },
};
