import { codePoint } from "dingbat-to-unicode";
import type { ChildNode, Element } from "domhandler";
import { addChart, addDiagram } from "../drawings.js";
import { type Flow, type FlowCell, type FlowRow, flowText } from "../flow.js";
import { mathText } from "../math.js";
import { Numbering, numberAs } from "../numbering.js";
import { childAt, childElements, isTag, rawText } from "../xml.js";
import { Fields } from "./fields.js";
import type { DocxParts, References } from "./parts.js";
import { isOn, outlineOf, type ParagraphStyle } from "./styles.js";

/** What is part of a text only as a trace of what it was. */
const GONE = new Set(["w:del", "w:movefrom", "w:deltext", "w:instrtext", "w:delinstrtext"]);
/** What only holds others, in a line or around paragraphs. */
const HOLDERS = new Set(
  "w:ins w:moveto w:customxml w:smarttag w:hyperlink w:sdtcontent w:bdo w:dir w:ruby w:rubybase w:subdoc".split(" "),
);
const CODE_STYLES = new Set(["source code", "preformatted text", "html preformatted"]);

/** A comment with the words that it stands at. */
export interface CommentPlace {
  readonly id: string;
  text: string;
}

/** Writes the body of a Word document, of a header or of a note into a flow. */
export class DocxBody {
  readonly comments = new Map<string, CommentPlace>();
  readonly #openComments = new Set<CommentPlace>();
  readonly #numbering = new Numbering();
  readonly #begun = new Set<string>();
  readonly #fields = new Fields();
  /** What stands beside the text of the paragraph that is open: text boxes, charts. */
  readonly #beside: (() => void)[] = [];
  #references: References;
  readonly #notes = { footnotes: 0, endnotes: 0 };

  constructor(
    private readonly parts: DocxParts,
    private readonly flow: Flow,
  ) {
    this.#references = parts.references;
  }

  add(root: Element, references = this.parts.references): void {
    this.#references = references;
    this.#blocks(root.children);
  }

  /** The words of a note or comment in one line. */
  text(root: Element): string {
    return this.#paragraphTexts(root).join(" ");
  }

  #blocks(nodes: readonly ChildNode[]): void {
    for (const node of nodes) if (isTag(node)) this.#block(node);
  }

  #block(element: Element): void {
    const { name } = element;
    if (name === "w:p") this.#paragraph(element);
    else if (name === "w:tbl") this.#table(element);
    else if (name === "w:sdt") this.#blocks(shownContent(element)?.children ?? []);
    else if (HOLDERS.has(name)) this.#blocks(element.children);
    else if (name === "mc:alternatecontent") this.#blocks(alternative(element)?.children ?? []);
    else if (name === "w:altchunk") this.flow.unread.add("embedded document");
    else if (name === "m:omathpara" || name === "m:omath") this.flow.paragraph(mathText(element));
  }

  #paragraph(paragraph: Element): void {
    const properties = childAt(paragraph, "w:ppr");
    const style = this.parts.styles.of(childAt(properties, "w:pstyle")?.attribs["w:val"]);
    const text = this.#inline(paragraph);
    const outline = outlineOf(properties) ?? style.outline;
    const list = this.#list(properties, style);
    if (outline !== null && outline < 9) this.flow.heading(outline + 1, joined(list?.mark, text));
    else if (CODE_STYLES.has(style.name)) this.flow.code(text);
    else if (list !== null) this.flow.listItem(text, list.mark, list.level);
    // What a table of contents says stands in the headings.
    else if (!/^toc \d$/.test(style.name)) this.flow.paragraph(text);
    this.#endParagraph();
  }

  #endParagraph(): void {
    for (const add of this.#beside.splice(0)) add();
  }

  /** The mark of a paragraph in a list, which counts on; `null` for one in none. */
  #list(properties: Element | undefined, style: ParagraphStyle): { mark: string; level: number } | null {
    const reference = childAt(properties, "w:numpr");
    const own = (name: string) => childAt(reference, name)?.attribs["w:val"];
    const id = own("w:numid") ?? style.list?.id ?? null;
    const definition = id === null ? undefined : this.parts.lists.get(id);
    if (id === null || id === "0" || definition === undefined) return null;
    // A heading's style may leave its level to its place in the outline.
    const level = Math.min(8, Math.max(0, Number(own("w:ilvl") ?? style.list?.level ?? 0) || 0));
    if (definition.restarts && !this.#begun.has(id)) this.#numbering.restart(definition.counter);
    this.#begun.add(id);
    return { mark: this.#numbering.next(definition.counter, definition.levels, level), level };
  }

  #inline(element: Element): string {
    let text = "";
    for (const node of element.children) if (isTag(node)) text += this.#inlineOf(node);
    return text;
  }

  #inlineOf(element: Element): string {
    const { name, attribs } = element;
    if (GONE.has(name)) {
      if (name === "w:instrtext") this.#fields.instruct(rawText(element));
      return "";
    }
    if (name === "w:r") return this.#run(element);
    if (HOLDERS.has(name)) return this.#inline(element);
    switch (name) {
      case "w:sdt": {
        const content = shownContent(element);
        return content === undefined ? "" : this.#inline(content);
      }
      case "w:fldsimple": {
        this.#fields.begin(element);
        this.#fields.instruct(attribs["w:instr"] ?? "");
        this.#fields.separate();
        const text = this.#inline(element);
        return text + this.#fields.end();
      }
      case "m:omath":
      case "m:omathpara":
        return this.#said(mathText(element));
      case "mc:alternatecontent": {
        const content = alternative(element);
        return content === undefined ? "" : this.#inline(content);
      }
      case "w:commentrangestart": {
        const place = { id: attribs["w:id"] ?? "", text: "" };
        this.comments.set(place.id, place);
        this.#openComments.add(place);
        return "";
      }
      case "w:commentrangeend":
        for (const place of this.#openComments) if (place.id === attribs["w:id"]) this.#openComments.delete(place);
        return "";
      case "w:p":
        // Only within what this doesn't know; its words are text.
        return `${this.#inline(element)}\n`;
      default:
        return this.#character(element);
    }
  }

  #run(run: Element): string {
    const hidden = childAt(run, "w:rpr", "w:vanish");
    if (hidden !== undefined && isOn(hidden.attribs["w:val"])) {
      // What opens or ends a field counts all the same.
      for (const child of childElements(run, "w:fldchar", "w:instrtext")) this.#inlineOf(child);
      return "";
    }
    return this.#inline(run);
  }

  /** What a run holds. */
  #character(element: Element): string {
    const { name, attribs } = element;
    switch (name) {
      case "w:t":
        return this.#said(rawText(element));
      case "w:tab":
      case "w:ptab":
        return this.#said(" ");
      case "w:br":
      case "w:cr":
        return this.#said("\n");
      case "w:nobreakhyphen":
        return this.#said("-");
      case "w:sym":
        return this.#said(symbol(attribs["w:font"] ?? "", attribs["w:char"] ?? ""));
      case "w:fldchar":
        return this.#fieldCharacter(element);
      case "w:footnotereference":
        return this.#note("footnotes", element);
      case "w:endnotereference":
        return this.#note("endnotes", element);
      case "w:drawing":
      case "w:pict":
      case "w:object":
        this.#drawing(element);
        return "";
      default:
        return "";
    }
  }

  #said(text: string): string {
    if (this.#fields.isSilent) return "";
    for (const place of this.#openComments) place.text += text;
    return text;
  }

  #fieldCharacter(element: Element): string {
    const type = element.attribs["w:fldCharType"];
    if (type === "begin") this.#fields.begin(element);
    else if (type === "separate") this.#fields.separate();
    else if (type === "end") return this.#fields.end();
    return "";
  }

  #note(kind: "footnotes" | "endnotes", { attribs }: Element): string {
    const note = this.parts[kind].get(attribs["w:id"] ?? "");
    if (note === undefined) return "";
    this.#notes[kind]++;
    const number = this.#notes[kind];
    const mark = kind === "footnotes" ? String(number) : numberAs("roman", number);
    this.flow.note(mark, this.text(note));
    return `[${mark}]`;
  }

  /** Text boxes, charts and diagrams follow the paragraph that they are tied to; the rest is not read. */
  #drawing(element: Element): void {
    const { unread } = this.flow;
    const references = this.#references;
    if (element.name === "w:object") {
      const isEquation = /equation/i.test(findFirst(element, "o:oleobject")?.attribs.ProgID ?? "");
      unread.add(isEquation ? "equation" : "embedded object");
      return;
    }
    let isKnown = false;
    const visit = (nodes: readonly ChildNode[]): void => {
      for (const node of nodes) {
        if (!isTag(node)) continue;
        const { name, attribs } = node;
        if (name === "mc:alternatecontent") {
          visit(alternative(node)?.children ?? []);
          continue;
        }
        if (name === "w:txbxcontent") this.#beside.push(() => this.#blocks(node.children));
        else if (name === "v:textpath") this.#beside.push(() => this.flow.paragraph(attribs.string ?? ""));
        else if (name === "c:chart" || name === "cx:chart")
          this.#beside.push(() => addChart(this.flow, references.charts.get(attribs["r:id"] ?? "")));
        else if (name === "dgm:relids")
          this.#beside.push(() => addDiagram(this.flow, references.diagrams.get(attribs["r:dm"] ?? "")));
        else if (name === "pic:pic" || name === "v:imagedata") unread.add("picture");
        else {
          visit(node.children);
          continue;
        }
        isKnown = true;
      }
    };
    visit(element.children);
    if (!isKnown && findFirst(element, "pic:pic") !== undefined) unread.add("picture");
  }

  #table(table: Element): void {
    const rows = rowsOf(table).filter((row) => childAt(row, "w:trpr", "w:del") === undefined);
    if (
      rows.every((row) => cellsOf(row).length < 2) ||
      rows.some((row) => cellsOf(row).some((cell) => this.#isLaidOut(cell)))
    ) {
      for (const row of rows) for (const cell of cellsOf(row)) this.#blocks(cell.children);
      return;
    }
    const nested: Element[] = [];
    this.flow.table(rows.map((row) => this.#row(row, nested)));
    this.#endParagraph();
    for (const inner of nested) this.#table(inner);
  }

  /** Whether a cell holds a part of the document rather than a value. */
  #isLaidOut(cell: Element): boolean {
    return childElements(cell, "w:p").some((paragraph) => {
      const properties = childAt(paragraph, "w:ppr");
      const style = this.parts.styles.of(childAt(properties, "w:pstyle")?.attribs["w:val"]);
      return (outlineOf(properties) ?? style.outline ?? 9) < 9;
    });
  }

  #row(row: Element, nested: Element[]): FlowRow {
    const properties = childAt(row, "w:trpr");
    const header = childAt(properties, "w:tblheader");
    const before = Number(childAt(properties, "w:gridbefore")?.attribs["w:val"] ?? 0) || 0;
    const cells: FlowCell[] = before > 0 ? [{ text: "", columns: before }] : [];
    for (const cell of cellsOf(row)) {
      const about = childAt(cell, "w:tcpr");
      const merge = childAt(about, "w:vmerge");
      const columns = Number(childAt(about, "w:gridspan")?.attribs["w:val"] ?? 1) || 1;
      const continues = merge !== undefined && merge.attribs["w:val"] !== "restart";
      cells.push({ text: this.#paragraphTexts(cell, nested).join(" "), columns, continues });
    }
    return { cells, isHeader: header !== undefined && isOn(header.attribs["w:val"]) };
  }

  /** The paragraphs below an element; tables are gathered, or their words are among those of the paragraphs. */
  #paragraphTexts(root: Element, nested?: Element[]): string[] {
    const texts: string[] = [];
    const visit = (nodes: readonly ChildNode[]): void => {
      for (const node of nodes) {
        if (!isTag(node)) continue;
        if (node.name === "w:p") {
          const properties = childAt(node, "w:ppr");
          const text = flowText(this.#inline(node));
          const list = this.#list(properties, this.parts.styles.of(childAt(properties, "w:pstyle")?.attribs["w:val"]));
          if (text !== "") texts.push(joined(list?.mark, text));
        } else if (node.name === "w:tbl" && nested !== undefined) nested.push(node);
        else if (node.name === "w:sdt") visit(shownContent(node)?.children ?? []);
        else if (node.name === "mc:alternatecontent") visit(alternative(node)?.children ?? []);
        else if (!GONE.has(node.name)) visit(node.children);
      }
    };
    visit(root.children);
    return texts;
  }
}

function joined(mark: string | undefined, text: string): string {
  return mark ? `${mark} ${text}` : text;
}

/** What a content control shows; nothing where it is a table of contents, or asks to be filled in. */
function shownContent(control: Element): Element | undefined {
  const properties = childAt(control, "w:sdtpr");
  const gallery = childAt(properties, "w:docpartobj", "w:docpartgallery")?.attribs["w:val"];
  const prompts = childAt(properties, "w:showingplchdr");
  if (gallery === "Table of Contents" || (prompts !== undefined && isOn(prompts.attribs["w:val"]))) return undefined;
  return childAt(control, "w:sdtcontent");
}

/** One of the branches that say the same for newer and older programs. */
export function alternative(element: Element): Element | undefined {
  return childAt(element, "mc:choice") ?? childAt(element, "mc:fallback");
}

function rowsOf(table: Element): Element[] {
  return through(table, "w:tr");
}

function cellsOf(row: Element): Element[] {
  return through(row, "w:tc");
}

/** Child elements of a name, also within controls and insertions. */
function through(parent: Element, name: string): Element[] {
  return childElements(parent).flatMap((child) => {
    if (child.name === name) return [child];
    if (child.name === "w:sdt") return through(childAt(child, "w:sdtcontent") ?? child, name);
    return HOLDERS.has(child.name) ? through(child, name) : [];
  });
}

function findFirst(element: Element, name: string): Element | undefined {
  for (const child of childElements(element)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A character of a font of symbols. */
function symbol(font: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  if (!Number.isInteger(code)) return "";
  const isPrivate = code >= 0xf000 && code <= 0xf0ff;
  const known = codePoint(font, isPrivate ? code - 0xf000 : code);
  return known?.string ?? (isPrivate || code > 0x10ffff ? "" : String.fromCodePoint(code));
}
