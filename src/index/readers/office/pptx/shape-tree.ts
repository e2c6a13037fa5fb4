import type { Element } from "domhandler";
import { singleSpaced } from "../../../../core/text.js";
import { elements } from "../../html/html-tree.js";
import type { References } from "../docx/parts.js";
import { addChart, addDiagram } from "../drawings.js";
import type { Flow, FlowRow } from "../flow.js";
import type { Frame, Shape } from "../slides.js";
import { childAt, childElements } from "../xml.js";
import { frameOf, kindOf, type Placeholders, placeholderOf, points } from "./placeholders.js";
import { paragraphText, writeParagraphs } from "./text-body.js";

/** What the program puts onto every slide by itself. */
const REPEATED = new Set(["sldNum", "dt"]);

/** Maps what is in a group to the slide. */
type Mapping = (frame: Frame) => Frame;

/** The shapes of a slide. */
export class ShapeTree {
  #title: Shape | null = null;
  #titleText = "";

  constructor(
    private readonly flow: Flow,
    private readonly placeholders: Placeholders,
    private readonly references: References,
  ) {}

  read(root: Element | undefined): { title: Shape | null; titleText: string; shapes: Shape[] } {
    const shapes = this.#shapes(root, (frame) => frame);
    return { title: this.#title, titleText: this.#titleText, shapes };
  }

  #shapes(parent: Element | undefined, map: Mapping): Shape[] {
    return childElements(parent).flatMap((element) => {
      switch (element.name) {
        case "p:sp":
        case "p:cxnsp":
          return this.#text(element, map);
        case "p:pic":
          this.#picture(element);
          return [];
        case "p:graphicframe":
          return this.#graphic(element, map);
        case "p:grpsp":
          return this.#group(element, map);
        case "mc:alternatecontent":
          return this.#shapes(childAt(element, "mc:choice") ?? childAt(element, "mc:fallback"), map);
        default:
          return [];
      }
    });
  }

  #text(shape: Element, map: Mapping): Shape[] {
    const placeholder = placeholderOf(shape);
    const kind = placeholder && kindOf(placeholder.attribs.type ?? "obj");
    if (REPEATED.has(kind ?? "")) return [];
    const paragraphs = childElements(childAt(shape, "p:txbody"), "a:p");
    const text = singleSpaced(paragraphs.map(paragraphText).join(" "));
    if (text === "") return [];
    const own = frameOf(childAt(shape, "p:sppr", "a:xfrm"));
    const frame = own === null ? (placeholder ? this.placeholders.frameOf(placeholder) : null) : map(own);
    if (kind === "title" && this.#title === null) {
      this.#titleText = text;
      this.#title = { frame, write: () => this.flow.heading(1, text) };
      return [];
    }
    const isMain = kind === "body" && placeholder?.attribs.type !== "subTitle";
    return [{ frame, write: () => writeParagraphs(this.flow, paragraphs, isMain) }];
  }

  /** The shapes of a group stay together. */
  #group(group: Element, map: Mapping): Shape[] {
    const transform = childAt(group, "p:grpsppr", "a:xfrm");
    const outer = frameOf(transform);
    const [offset, extent] = [childAt(transform, "a:choff")?.attribs, childAt(transform, "a:chext")?.attribs];
    if (outer === null || offset === undefined || extent === undefined) return this.#shapes(group, map);
    const [x, y] = [points(offset.x), points(offset.y)];
    const scale = (own: number, emu: string | undefined) => (points(emu) > 0 ? own / points(emu) : 1);
    const [across, down] = [scale(outer.width, extent.cx), scale(outer.height, extent.cy)];
    const within: Mapping = ({ left, top, width, height }) =>
      map({
        left: outer.left + (left - x) * across,
        top: outer.top + (top - y) * down,
        width: width * across,
        height: height * down,
      });
    return this.#shapes(group, within);
  }

  #picture(picture: Element): void {
    const about = childAt(picture, "p:nvpicpr", "p:nvpr");
    const has = (...names: string[]) => elements(about?.children ?? [], ...names).length > 0;
    if (has("a:videofile", "a:quicktimefile")) this.flow.unread.add("embedded video");
    else if (has("a:audiofile", "a:wavaudiofile", "a:audiocd")) this.flow.unread.add("embedded recording");
    else this.flow.unread.add("picture");
  }

  #graphic(graphic: Element, map: Mapping): Shape[] {
    const own = frameOf(childAt(graphic, "p:xfrm"));
    const frame = own && map(own);
    const data = childAt(graphic, "a:graphic", "a:graphicdata");
    const table = childAt(data, "a:tbl");
    const chart = childAt(data, "c:chart") ?? childAt(data, "cx:chart");
    const diagram = childAt(data, "dgm:relids");
    if (table !== undefined) return [{ frame, write: () => this.flow.table(rowsOf(table)) }];
    if (chart !== undefined) {
      const found = this.references.charts.get(chart.attribs["r:id"] ?? "");
      return [{ frame, write: () => addChart(this.flow, found) }];
    }
    if (diagram !== undefined) {
      const found = this.references.diagrams.get(diagram.attribs["r:dm"] ?? "");
      return [{ frame, write: () => addDiagram(this.flow, found) }];
    }
    this.flow.unread.add("embedded object");
    return [];
  }
}

function rowsOf(table: Element): FlowRow[] {
  const isMarked = childAt(table, "a:tblpr")?.attribs.firstRow === "1";
  return childElements(table, "a:tr").map((row, index) => ({
    cells: childElements(row, "a:tc").map((cell) => ({
      text: childElements(childAt(cell, "a:txbody"), "a:p").map(paragraphText).join(" "),
      continues: cell.attribs.vMerge === "1",
    })),
    isHeader: isMarked && index === 0,
  }));
}
