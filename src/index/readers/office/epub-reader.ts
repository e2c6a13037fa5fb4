import { posix } from "node:path";
import { parseDocument } from "htmlparser2";
import { readerOf, UnreadableFile } from "../document-reader.js";
import { addHtml } from "../html/html-structure.js";
import { elements, plainText } from "../html/html-tree.js";
import { TextBuilder } from "../text-builder.js";
import { parseXml, textOf, xmlText } from "./xml.js";
import { ZipArchive } from "./zip-archive.js";

const DAMAGED = "is damaged or not an EPUB; open it in a book reader to see whether it is whole";
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** Reads electronic books chapter by chapter, in their reading order. */
export const epubReader = readerOf(DAMAGED, async ({ bytes }) => {
  const archive = await ZipArchive.open(bytes);
  const { title, chapters, chapterTitles } = await readPackage(archive);
  const builder = new TextBuilder();
  for (const name of chapters) {
    const chapter = await archive.read(name);
    if (chapter === undefined || chapter.length === 0) continue;
    const { children } = parseDocument(await xmlText(chapter), { recognizeSelfClosing: true });
    const body = elements(children, "body")[0]?.children ?? children;
    const chapterTitle = chapterTitles.get(name);
    if (chapterTitle !== undefined && elements(body, ...HEADINGS).length === 0) builder.section(1, chapterTitle);
    addHtml(builder, body);
  }
  const { text, blocks } = builder;
  if (blocks.length === 0) throw new UnreadableFile("has no text; its pages are pictures");
  return { status: "read", text, title: title ?? null, blocks };
});

/** What an EPUB says of itself: its chapters in reading order, by their names in the archive. */
interface EpubPackage {
  readonly title: string | undefined;
  readonly chapters: readonly string[];
  /** What the table of contents calls the start of a chapter, by its name. */
  readonly chapterTitles: ReadonlyMap<string, string>;
}

interface Item {
  readonly name: string;
  readonly type: string;
  readonly properties: string;
}

/** @throws UnreadableFile */
async function readPackage(archive: ZipArchive): Promise<EpubPackage> {
  const container = await parseXml(await part(archive, "META-INF/container.xml"));
  const packageName = elements(container.children, "rootfile")[0]?.attribs["full-path"] ?? "";
  const document = await parseXml(await part(archive, packageName));
  const items = new Map<string, Item>();
  for (const { attribs } of elements(document.children, "item", "opf:item")) {
    const { id = "", href = "", properties = "" } = attribs;
    items.set(id, { name: resolve(packageName, href), type: attribs["media-type"] ?? "", properties });
  }
  const spine = elements(document.children, "itemref", "opf:itemref").flatMap(({ attribs }) => {
    const item = items.get(attribs.idref ?? "");
    return item && /html/.test(item.type) && !/\bnav\b/.test(item.properties) ? [item.name] : [];
  });
  const chapters = [...new Set(spine)];
  await refuseProtected(archive, chapters);
  return { title: textOf(document, "dc:title"), chapters, chapterTitles: await contents(archive, [...items.values()]) };
}

/** Fonts may be obfuscated in any book; chapters are encrypted in one that is sold with DRM. */
async function refuseProtected(archive: ZipArchive, chapters: readonly string[]): Promise<void> {
  const bytes = await archive.read("META-INF/encryption.xml");
  if (bytes === undefined) return;
  const references = elements((await parseXml(bytes)).children, "cipherreference", "enc:cipherreference");
  const encrypted = new Set(references.map(({ attribs }) => resolve("", attribs.uri ?? attribs.URI ?? "")));
  if (chapters.some((name) => encrypted.has(name)))
    throw new UnreadableFile("is protected by DRM, so it can't be read");
}

/** From the navigation page of EPUB 3 or the NCX of EPUB 2. */
async function contents(archive: ZipArchive, items: readonly Item[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  const source =
    items.find(({ properties }) => /\bnav\b/.test(properties)) ?? items.find(({ type }) => /ncx/.test(type));
  const bytes = source && (await archive.read(source.name));
  if (source === undefined || bytes === undefined) return titles;
  const { children } = await parseXml(bytes);
  const add = (target: string | undefined, title: string) => {
    const name = resolve(source.name, target ?? "");
    if (title !== "" && !titles.has(name)) titles.set(name, title);
  };
  for (const link of elements(children, "a")) add(link.attribs.href, plainText(link.children));
  for (const point of elements(children, "navpoint")) {
    const target = elements(point.children, "content")[0]?.attribs.src;
    add(target, textOf(point, "navlabel") ?? "");
  }
  return titles;
}

async function part(archive: ZipArchive, name: string): Promise<Buffer> {
  const bytes = await archive.read(name);
  if (bytes === undefined) throw new UnreadableFile(`is damaged: its part ${name || "with the chapters"} is missing`);
  return bytes;
}

/** A reference as the name of a file in the archive; one that leads out of it names nothing. */
function resolve(from: string, reference: string): string {
  const path = reference.split("#")[0]!;
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A stray percent sign is part of the name.
  }
  return posix.normalize(posix.join(posix.dirname(from), decoded));
}
