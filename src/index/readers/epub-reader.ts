import { parseDocument } from "htmlparser2";
import type { DocumentReader, ReadResult, SourceFile } from "./document-reader.js";
import { readPackage } from "./epub-package.js";
import { addHtml } from "./html-structure.js";
import { elements } from "./html-tree.js";
import { TextBuilder } from "./text-builder.js";
import { readOrReason, UnreadableFile } from "./unreadable.js";
import { xmlText } from "./xml.js";
import { ZipArchive } from "./zip-archive.js";

const DAMAGED = "is damaged or not an EPUB; open it in a book reader to see whether it is whole";
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** Reads electronic books chapter by chapter, in their reading order. */
export const epubReader: DocumentReader = {
  read({ bytes }: SourceFile): Promise<ReadResult> {
    return readOrReason(async () => {
      const archive = await ZipArchive.open(bytes);
      const { title, chapters, chapterTitles } = await readPackage(archive);
      const builder = new TextBuilder();
      for (const name of chapters) {
        const chapter = await archive.read(name);
        if (chapter === undefined || chapter.length === 0) continue;
        const { children } = parseDocument(xmlText(chapter), { recognizeSelfClosing: true });
        const body = elements(children, "body")[0]?.children ?? children;
        const chapterTitle = chapterTitles.get(name);
        if (chapterTitle !== undefined && elements(body, ...HEADINGS).length === 0) builder.section(1, chapterTitle);
        addHtml(builder, body, new Set());
      }
      const { text, blocks } = builder;
      if (blocks.length === 0) throw new UnreadableFile("has no text; its pages are pictures");
      return { status: "read", text, title: title ?? null, blocks };
    }, DAMAGED);
  },
};
