import type { Element } from "domhandler";
import { singleSpaced } from "../../../../core/text.js";
import { readerOf, UnreadableFile } from "../../document-reader.js";
import { elements } from "../../html/html-tree.js";
import { type Frame, type Shape, type Slide, SlideWriter } from "../slides.js";
import { childAt, childElements, rawText } from "../xml.js";
import { OdfBody } from "./body.js";
import { type OdfFile, openOdf } from "./odf-file.js";
import { OdfStyles } from "./styles.js";

const DAMAGED = "is damaged or not an OpenDocument presentation; open it in its program and save it again";
const POINTS_PER_UNIT: Readonly<Record<string, number>> = {
  cm: 72 / 2.54,
  mm: 72 / 25.4,
  in: 72,
  pt: 1,
  pc: 12,
  px: 0.75,
};
const USUAL_SIZE = { width: 720, height: 540 };
/** What the program puts onto every slide by itself. */
const REPEATED = new Set(["page", "page-number", "date-time"]);

/** Reads OpenDocument presentations: slides, hidden ones too, with tables, charts, notes and comments. */
export const odpReader = readerOf(DAMAGED, async ({ bytes }) => {
  const file = await openOdf(bytes, "office:presentation");
  if (file.body === undefined) throw new UnreadableFile(DAMAGED);
  const styles = new OdfStyles(file.styles);
  const pages = childElements(file.body, "draw:page");
  const writer = new SlideWriter({ unit: "points", ...sizeOf(file, styles, pages[0]) });
  for (const page of pages) writer.add(slideOf(page, file, styles, writer));
  return writer.result(file.properties);
});

function slideOf(page: Element, file: OdfFile, styles: OdfStyles, writer: SlideWriter): Slide {
  const body = new OdfBody(file, styles, writer.flow);
  let title: Shape | null = null;
  let titleText = "";
  const shapes: Shape[] = [];
  const add = (element: Element): void => {
    const kind = element.attribs["presentation:class"];
    if (element.name === "draw:g") {
      for (const child of childElements(element)) add(child);
    } else if (element.name.startsWith("draw:") && !REPEATED.has(kind ?? "")) {
      // What nobody has filled in shows a prompt at most.
      if (element.attribs["presentation:placeholder"] === "true") return;
      const text = singleSpaced(elements(element.children, "text:p").map(rawText).join(" "));
      const frame = frameOf(element);
      if (kind === "title" && title === null && text !== "") {
        titleText = text;
        title = { frame, write: () => writer.flow.heading(1, text) };
      } else shapes.push({ frame, write: () => body.addDrawing(element) });
    }
  };
  for (const element of childElements(page)) add(element);
  const notes = childElements(childAt(page, "presentation:notes"), "draw:frame").filter(
    ({ attribs }) => attribs["presentation:class"] === "notes" && attribs["presentation:placeholder"] !== "true",
  );
  const hasNotes = notes.some((frame) => singleSpaced(rawText(childAt(frame, "draw:text-box"))) !== "");
  const comments = childElements(page, "office:annotation").map((annotation) => ({
    author: rawText(childAt(annotation, "dc:creator")),
    text: body.text(annotation),
    words: "",
  }));
  const writeNotes = () => {
    for (const frame of notes) body.addDrawing(frame);
  };
  return { title, titleText, shapes, comments, notes: hasNotes ? writeNotes : null };
}

/** What the layout of a slide's master says. */
function sizeOf(file: OdfFile, styles: OdfStyles, page: Element | undefined): { width: number; height: number } {
  const name = page?.attribs["draw:master-page-name"];
  const master = styles.masterPages.find(({ attribs }) => attribs["style:name"] === name) ?? styles.masterPages[0];
  const layout = file.styles
    .flatMap((root) => childElements(root, "style:page-layout"))
    .find(({ attribs }) => attribs["style:name"] === master?.attribs["style:page-layout-name"]);
  const { "fo:page-width": width, "fo:page-height": height } =
    childAt(layout, "style:page-layout-properties")?.attribs ?? {};
  return { width: points(width) || USUAL_SIZE.width, height: points(height) || USUAL_SIZE.height };
}

function frameOf({ attribs }: Element): Frame | null {
  const { "svg:x": x, "svg:y": y, "svg:width": width, "svg:height": height } = attribs;
  if (x === undefined || y === undefined || width === undefined) return null;
  return { left: points(x), top: points(y), width: points(width), height: points(height) };
}

/** A length as OpenDocument writes it: `2.5cm`. */
function points(length: string | undefined): number {
  const [, number, unit = ""] = /^(-?[\d.]+)(\w+)$/.exec(length ?? "") ?? [];
  return (Number(number) || 0) * (POINTS_PER_UNIT[unit] ?? 0);
}
