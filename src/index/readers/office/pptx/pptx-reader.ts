import type { Document, Element } from "domhandler";
import { singleSpaced } from "../../../../core/text.js";
import { readerOf, UnreadableFile } from "../../document-reader.js";
import { elements } from "../../html/html-tree.js";
import type { Comment } from "../asides.js";
import { referencesOf } from "../docx/parts.js";
import { OpcPackage, type Relation } from "../opc-package.js";
import { SlideWriter } from "../slides.js";
import { childAt, childElements, rawText } from "../xml.js";
import { Placeholders, points } from "./placeholders.js";
import { ShapeTree } from "./shape-tree.js";
import { paragraphText, writeParagraphs } from "./text-body.js";

const DAMAGED = "is damaged or not a PowerPoint presentation; open it there and save it again";
const MAX_SLIDES = 5000;

/** Reads presentations of PowerPoint: slides, hidden ones too, with tables, charts, notes and comments. */
export const pptxReader = readerOf(DAMAGED, async ({ bytes }) => {
  const file = await OpcPackage.open(bytes);
  const main = await file.mainPart("ppt/presentation.xml");
  const presentation = childElements(await file.part(main))[0];
  if (presentation === undefined) throw new UnreadableFile(DAMAGED);
  const size = childAt(presentation, "p:sldsz")?.attribs;
  const writer = new SlideWriter({
    unit: "points",
    width: points(size?.cx) || 720,
    height: points(size?.cy) || 540,
  });
  const relations = new Map((await file.relations(main)).map((relation) => [relation.id, relation]));
  const authors = await commentAuthors(file, [...relations.values()]);
  const ids = childElements(childAt(presentation, "p:sldidlst"), "p:sldid").slice(0, MAX_SLIDES);
  const layouts = new Map<string, Placeholders>();
  for (const { attribs } of ids) {
    const name = relations.get(attribs["r:id"] ?? "")?.target;
    const slide = name === undefined ? undefined : await file.part(name);
    if (name !== undefined && slide !== undefined) await addSlide(file, name, slide, writer, authors, layouts);
  }
  return writer.result(await file.properties());
});

async function addSlide(
  file: OpcPackage,
  name: string,
  slide: Document,
  writer: SlideWriter,
  authors: ReadonlyMap<string, string>,
  layouts: Map<string, Placeholders>,
): Promise<void> {
  const { flow } = writer;
  const relations = await file.relations(name);
  const of = (type: string) => relations.filter((relation) => relation.type === type);
  const layout = of("slideLayout")[0]?.target;
  const known =
    layout === undefined ? new Placeholders([]) : (layouts.get(layout) ?? (await Placeholders.of(file, layout)));
  if (layout !== undefined) layouts.set(layout, known);
  const tree = new ShapeTree(flow, known, await referencesOf(file, name));
  const root = childAt(childElements(slide)[0], "p:csld", "p:sptree");
  const { title, titleText, shapes } = tree.read(root);
  const notes = await notesOf(file, of("notesSlide")[0]);
  const comments: Comment[] = [];
  for (const { target } of of("comments")) comments.push(...commentsOf(await file.part(target), authors));
  writer.add({
    title,
    titleText,
    shapes,
    notes: notes.length === 0 ? null : () => writeParagraphs(flow, notes),
    comments,
  });
}

/** The paragraphs of the speaker's notes; not the slide's picture, the date or the number beside them. */
async function notesOf(file: OpcPackage, relation: Relation | undefined): Promise<Element[]> {
  const document = relation && (await file.part(relation.target));
  const shapes = elements(document?.children ?? [], "p:sp");
  const bodies = shapes.filter((shape) => {
    const placeholder = childAt(shape, "p:nvsppr", "p:nvpr", "p:ph");
    return placeholder === undefined || placeholder.attribs.type === "body";
  });
  const paragraphs = bodies.flatMap((shape) => childElements(childAt(shape, "p:txbody"), "a:p"));
  return paragraphs.some((paragraph) => paragraphText(paragraph).trim() !== "") ? paragraphs : [];
}

async function commentAuthors(file: OpcPackage, relations: readonly Relation[]): Promise<Map<string, string>> {
  const authors = new Map<string, string>();
  for (const { type, target } of relations) {
    if (type !== "commentAuthors" && type !== "authors") continue;
    for (const { attribs } of childElements(childElements(await file.part(target))[0]))
      authors.set(attribs.id ?? "", attribs.name ?? "");
  }
  return authors;
}

/** Older comments are plain text, newer ones have paragraphs, and replies. */
function commentsOf(document: Document | undefined, authors: ReadonlyMap<string, string>): Comment[] {
  return elements(document?.children ?? [], "p:cm", "p188:cm", "p188:reply").map((comment) => {
    const body = childAt(comment, "p188:txbody");
    const text =
      body === undefined
        ? rawText(childAt(comment, "p:text"))
        : childElements(body, "a:p").map(paragraphText).join(" ");
    return { author: authors.get(comment.attribs.authorId ?? "") ?? "", text: singleSpaced(text), words: "" };
  });
}
