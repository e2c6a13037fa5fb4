import type { ChildNode, Element } from "domhandler";
import { singleSpaced } from "../../../../core/text.js";
import { elements } from "../../html/html-tree.js";
import type { Comment } from "../asides.js";
import { addChart, type ChartTable } from "../drawings.js";
import { type Flow, type FlowCell, type FlowRow, flowText, PAGE_NUMBER } from "../flow.js";
import { mathText } from "../math.js";
import { Numbering } from "../numbering.js";
import { childAt, childElements, isTag, rawText } from "../xml.js";
import { type OdfFile, objectOf } from "./odf-file.js";
import type { OdfStyles } from "./styles.js";

/** Indexes that repeat headings, what was deleted, forms and scripts. */
const SILENT = new Set(
  (
    "text:table-of-content text:illustration-index text:table-index text:alphabetical-index text:object-index " +
    "text:tracked-changes text:hidden-text text:hidden-paragraph text:placeholder text:ruby-text text:script " +
    "text:note-citation office:forms office:scripts office:event-listeners svg:title svg:desc text:sequence-decls " +
    "text:variable-decls text:user-field-decls presentation:notes"
  ).split(" "),
);
/** Shapes that may hold text. */
const SHAPES = new Set(
  "draw:custom-shape draw:rect draw:ellipse draw:circle draw:polygon draw:path draw:line draw:connector draw:caption draw:regular-polygon draw:polyline".split(
    " ",
  ),
);
const MAX_REPEATED = 256;

interface OpenList {
  readonly style: string;
  readonly level: number;
}

type OpenComment = { -readonly [name in keyof Comment]: Comment[name] };

/** Writes the body of an OpenDocument text, or what a slide's shape holds, into a flow. */
export class OdfBody {
  readonly comments: OpenComment[] = [];
  readonly #openComments = new Map<string, OpenComment>();
  readonly #numbering = new Numbering();
  readonly #beside: (() => void)[] = [];

  constructor(
    private readonly file: OdfFile,
    private readonly styles: OdfStyles,
    private readonly flow: Flow,
  ) {}

  add(nodes: readonly ChildNode[]): void {
    this.#blocks(nodes, null);
  }

  /** The words of some paragraphs in one line. */
  text(root: Element): string {
    return this.#paragraphTexts(root).join(" ");
  }

  /** A drawing by itself, as it stands on a slide. */
  addDrawing(element: Element): void {
    this.#drawing(element);
    this.#endParagraph();
  }

  addTable(table: Element): void {
    this.#table(table);
  }

  #blocks(nodes: readonly ChildNode[], list: OpenList | null): void {
    for (const node of nodes) if (isTag(node)) this.#block(node, list);
  }

  #block(element: Element, list: OpenList | null): void {
    const { name, attribs } = element;
    if (SILENT.has(name)) return;
    if (name === "text:h") this.#heading(element);
    else if (name === "text:p") this.#paragraph(element, null);
    else if (name === "text:list") this.#list(element, list);
    else if (name === "table:table") this.#table(element);
    else if (name === "text:section" && attribs["text:display"] === "none") return;
    else if (name.startsWith("draw:") || name === "office:annotation") {
      this.#inlineOf(element);
      this.#endParagraph();
    } else this.#blocks(element.children, list);
  }

  #heading(element: Element): void {
    const level = Math.max(1, Number(element.attribs["text:outline-level"] ?? 1) || 1);
    const text = this.#inline(element);
    const { outline } = this.styles;
    const isCounted = element.attribs["text:is-list-header"] !== "true" && outline[level - 1] !== undefined;
    const mark = isCounted ? this.#numbering.next("", outline, level - 1) : "";
    this.flow.heading(level, joined(mark, text));
    this.#endParagraph();
  }

  #paragraph(element: Element, item: { readonly mark: string; readonly level: number } | null): void {
    const style = element.attribs["text:style-name"];
    if (this.styles.isHidden("paragraph", style)) return;
    const names = this.styles.names("paragraph", style);
    const text = this.#inline(element);
    if (names.includes("title")) this.flow.heading(1, text);
    else if (names.some((name) => name === "preformatted text" || name === "source code")) this.flow.code(text);
    else if (item !== null) this.flow.listItem(text, item.mark, item.level);
    else this.flow.paragraph(text);
    this.#endParagraph();
  }

  #endParagraph(): void {
    for (const add of this.#beside.splice(0)) add();
  }

  #list(list: Element, outer: OpenList | null): void {
    const own = list.attribs["text:style-name"] ?? outer?.style ?? this.#styleOfFirst(list) ?? "";
    const open = { style: own, level: outer === null ? 0 : outer.level + 1 };
    const goesOn =
      list.attribs["text:continue-numbering"] === "true" || list.attribs["text:continue-list"] !== undefined;
    if (outer === null && !goesOn) this.#numbering.restart(own);
    for (const item of childElements(list, "text:list-item", "text:list-header")) {
      let mark = item.name === "text:list-item" ? undefined : "";
      for (const child of childElements(item)) {
        if (child.name === "text:list") this.#list(child, open);
        else if (child.name === "text:p") {
          // A second paragraph of an item has no number.
          const isFirst = mark === undefined;
          mark ??= this.#mark(open, item);
          this.#paragraph(child, isFirst || open.style === "" ? { mark, level: open.level } : null);
        } else this.#block(child, open);
      }
    }
  }

  #mark({ style, level }: OpenList, { attribs }: Element): string {
    const number = Number(attribs["text:start-value"]);
    const start = attribs["text:start-value"] === undefined || !Number.isInteger(number) ? undefined : number;
    return this.#numbering.next(style, this.styles.list(style), level, start);
  }

  #styleOfFirst(list: Element): string | undefined {
    const [first] = elements(list.children, "text:p");
    return this.styles.listOf(first?.attribs["text:style-name"]);
  }

  #inline(element: Element): string {
    let text = "";
    for (const node of element.children) {
      if (node.type === "text") text += this.#said(node.data.replace(/\s+/g, " "));
      else if (isTag(node)) text += this.#inlineOf(node);
    }
    return text;
  }

  #inlineOf(element: Element): string {
    const { name, attribs } = element;
    if (SILENT.has(name)) return "";
    switch (name) {
      case "text:s":
      case "text:tab":
        return this.#said(" ".repeat(Math.min(Number(attribs["text:c"] ?? 1) || 1, 200)));
      case "text:line-break":
        return this.#said("\n");
      case "text:page-number":
      case "text:page-count":
      case "presentation:page-number":
        return PAGE_NUMBER;
      case "text:span":
        return this.styles.isHidden("text", attribs["text:style-name"]) ? "" : this.#inline(element);
      case "text:note":
        return this.#note(element);
      case "office:annotation":
        this.#comment(element);
        return "";
      case "office:annotation-end":
        this.#openComments.delete(attribs["office:name"] ?? "");
        return "";
      case "text:p":
        return `${this.#inline(element)}\n`;
      default:
        if (!name.startsWith("draw:")) return this.#inline(element);
        if (name === "draw:a") return this.#inline(element);
        return this.#equation(element) || this.#besideText(element);
    }
  }

  #besideText(drawing: Element): string {
    this.#drawing(drawing);
    return "";
  }

  /** What an equation says, which is part of its paragraph; empty for any other drawing. */
  #equation(frame: Element): string {
    const object = childAt(frame, "draw:object");
    const root = object && objectOf(this.file, object);
    const isEquation = root !== undefined && /^(?:math:)?math$/.test(root.name);
    return isEquation ? this.#said(mathText(root)) : "";
  }

  #said(text: string): string {
    for (const comment of this.#openComments.values()) comment.words += text;
    return text;
  }

  #note(note: Element): string {
    const mark = singleSpaced(rawText(childAt(note, "text:note-citation")));
    const body = childAt(note, "text:note-body");
    if (body === undefined) return "";
    this.flow.note(mark, this.text(body));
    return `[${mark}]`;
  }

  #comment(annotation: Element): void {
    const author = rawText(childAt(annotation, "dc:creator"));
    const comment = { author, text: this.text(annotation), words: "" };
    this.comments.push(comment);
    const name = annotation.attribs["office:name"];
    if (name !== undefined) this.#openComments.set(name, comment);
  }

  /** What a drawing holds follows the paragraph that it is tied to; what isn't text is not read. */
  #drawing(element: Element): void {
    const { name } = element;
    const { unread } = this.flow;
    if (name === "draw:g" || name === "draw:a") {
      for (const child of childElements(element)) if (child.name.startsWith("draw:")) this.#drawing(child);
    } else if (name === "draw:frame") {
      // The first of them that a program knows is shown; the others are pictures of it.
      const [shown] = childElements(element).filter((child) => /^(?:draw|table):/.test(child.name));
      if (shown === undefined) return;
      if (shown.name === "draw:text-box") this.#beside.push(() => this.#blocks(shown.children, null));
      else if (shown.name === "table:table") this.#beside.push(() => this.#table(shown));
      else if (shown.name === "draw:object") this.#object(shown);
      else if (shown.name === "draw:plugin") unread.add("embedded video");
      else unread.add(shown.name === "draw:image" ? "picture" : "embedded object");
    } else if (SHAPES.has(name)) this.#beside.push(() => this.#blocks(element.children, null));
  }

  #object(element: Element): void {
    const root = objectOf(this.file, element);
    const [chart] = root === undefined ? [] : elements([root], "chart:chart");
    if (chart !== undefined) this.#beside.push(() => addChart(this.flow, chartOf(chart)));
    else this.flow.unread.add("embedded object");
  }

  #table(table: Element): void {
    const rows = rowsOf(table, false);
    const isPart = (row: Row) => row.cells.some((cell) => childElements(cell, "text:h").length > 0);
    if (rows.every(({ cells }) => cells.length < 2) || rows.some(isPart)) {
      for (const { cells } of rows) for (const cell of cells) this.#blocks(cell.children, null);
      return;
    }
    const nested: Element[] = [];
    // By column, how many more rows a cell from above reaches into.
    const reach: number[] = [];
    this.flow.table(rows.map((row) => this.#row(row, reach, nested)));
    this.#endParagraph();
    for (const inner of nested) this.#table(inner);
  }

  #row({ cells, isHeader }: Row, reach: number[], nested: Element[]): FlowRow {
    const said: FlowCell[] = [];
    let column = 0;
    let wideUntil = 0;
    for (const cell of cells) {
      const repeated = Math.min(Number(cell.attribs["table:number-columns-repeated"] ?? 1) || 1, MAX_REPEATED);
      for (let time = 0; time < repeated && column < MAX_REPEATED; time++, column++) {
        if (cell.name === "table:covered-table-cell") {
          const continues = column >= wideUntil && (reach[column] ?? 0) > 0;
          if (continues) reach[column]!--;
          said.push({ text: "", continues });
        } else {
          const spanned = Number(cell.attribs["table:number-rows-spanned"] ?? 1) || 1;
          const wide = Number(cell.attribs["table:number-columns-spanned"] ?? 1) || 1;
          wideUntil = column + wide;
          for (let at = column; at < Math.min(column + wide, MAX_REPEATED); at++) reach[at] = spanned - 1;
          said.push({ text: this.#paragraphTexts(cell, nested).join(" ") });
        }
      }
    }
    const only = cells.filter(({ name }) => name === "table:table-cell");
    return only.length === 1 && said.every(({ continues }) => !continues)
      ? { cells: [said[0]!], isHeader }
      : { cells: said, isHeader };
  }

  /** The paragraphs below an element; tables are gathered, or their words are among those of the paragraphs. */
  #paragraphTexts(root: Element, nested?: Element[]): string[] {
    const texts: string[] = [];
    const add = (element: Element, mark: string) => {
      const text = flowText(this.#inline(element));
      if (text !== "") texts.push(joined(mark, text));
    };
    const visit = (parent: Element, list: OpenList | null): void => {
      for (const child of childElements(parent)) {
        if (SILENT.has(child.name)) continue;
        if (child.name === "text:p" || child.name === "text:h") {
          const isItem = list !== null && parent.name === "text:list-item";
          add(child, isItem ? this.#mark(list, parent) : "");
        } else if (child.name === "text:list") {
          const style = child.attribs["text:style-name"] ?? list?.style ?? this.#styleOfFirst(child) ?? "";
          if (list === null && child.attribs["text:continue-numbering"] !== "true") this.#numbering.restart(style);
          visit(child, { style, level: list === null ? 0 : list.level + 1 });
        } else if (child.name === "table:table" && nested !== undefined) nested.push(child);
        else if (child.name.startsWith("draw:")) this.#drawing(child);
        else visit(child, list);
      }
    };
    visit(root, null);
    return texts;
  }
}

interface Row {
  readonly cells: readonly Element[];
  readonly isHeader: boolean;
}

function rowsOf(parent: Element, isHeader: boolean): Row[] {
  return childElements(parent).flatMap((child) => {
    if (child.name === "table:table-row")
      return [{ cells: childElements(child, "table:table-cell", "table:covered-table-cell"), isHeader }];
    if (child.name === "table:table-header-rows") return rowsOf(child, true);
    return /^table:table-row(?:s|-group)$/.test(child.name) || child.name === "text:soft-page-break"
      ? rowsOf(child, isHeader)
      : [];
  });
}

/** The title of a chart, and its values, which it keeps as a table of its own. */
function chartOf(chart: Element): ChartTable {
  const title = singleSpaced(rawText(childAt(chart, "chart:title")));
  const [table] = elements(chart.children, "table:table");
  const cellText = (cell: Element) => {
    const text = singleSpaced(childElements(cell, "text:p").map(rawText).join(" "));
    return { text: /^(?:1\.#)?NaN$/i.test(text) ? "" : text };
  };
  const rows = table === undefined ? [] : rowsOf(table, false);
  return { title, rows: rows.map(({ cells, isHeader }) => ({ cells: cells.map(cellText), isHeader })) };
}

function joined(mark: string, text: string): string {
  return mark === "" ? text : `${mark} ${text}`;
}
