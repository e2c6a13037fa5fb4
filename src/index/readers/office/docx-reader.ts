import mammoth from "mammoth";
import {
  type DocumentReader,
  type ReadResult,
  readOrReason,
  type SourceFile,
  UnreadableFile,
} from "../document-reader.js";
import { readHtml } from "../html/html-reader.js";
import { parseXml, textOf, xmlText } from "./xml.js";
import { ZipArchive } from "./zip-archive.js";

const DAMAGED = "is damaged or not a Word document; open it in a word processor and save it again";
const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Source Code'] => pre:separator('\\n')",
  "p[style-name='Preformatted Text'] => pre:separator('\\n')",
  "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
];
const BACK_LINK = /<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g;

/** Reads Word documents: headings, lists, tables and notes; pictures, comments and deleted text are left out. */
export const docxReader: DocumentReader = {
  read({ bytes }: SourceFile): Promise<ReadResult> {
    return readOrReason(async () => {
      const { title, properties } = await checkParts(bytes);
      const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
      const options = { styleMap: STYLES, includeEmbeddedStyleMap: false, convertImage };
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const { value } = await mammoth.convertToHtml({ buffer }, options);
      const result = readHtml(value.replace(BACK_LINK, ""));
      if (result.status === "unreadable") throw new UnreadableFile("has no text");
      return { ...result, title: title ?? result.title, properties };
    }, DAMAGED);
  },
};

/** Unpacks every part once within the limits, before a library does it without any; gives what its properties say. */
async function checkParts(bytes: Uint8Array): Promise<{ title?: string; properties: string[] }> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw new UnreadableFile("is encrypted, or an old Word document under a new name; save a copy without a password");
  }
  const archive = await ZipArchive.open(bytes);
  let title: string | undefined;
  let properties: string[] = [];
  for (const name of archive.names.filter((part) => /\.(?:xml|rels)$/i.test(part))) {
    const part = (await archive.read(name))!;
    if (name === "docProps/core.xml") {
      const core = await parseXml(part);
      title = textOf(core, "dc:title");
      properties = ["dc:creator", "dc:subject", "cp:keywords"].flatMap((property) => textOf(core, property) ?? []);
    } else if (part.length > 0) await xmlText(part);
  }
  return { ...(title !== undefined && { title }), properties };
}
