import type { Document, Element } from "domhandler";
import { type ChartTable, chartTable } from "../drawings.js";
import type { OpcPackage } from "../opc-package.js";
import { childElements } from "../xml.js";
import { type ListDefinition, listDefinitions, Styles } from "./styles.js";

/** The parts of a Word document that its text refers to. */
export interface DocxParts {
  readonly body: Element | undefined;
  readonly styles: Styles;
  readonly lists: ReadonlyMap<string, ListDefinition>;
  /** By their ids. */
  readonly footnotes: ReadonlyMap<string, Element>;
  readonly endnotes: ReadonlyMap<string, Element>;
  readonly comments: ReadonlyMap<string, Element>;
  /** In the order of their names. */
  readonly headers: readonly TextPart[];
  readonly footers: readonly TextPart[];
  readonly references: References;
}

/** Charts and diagrams by the reference of a drawing. */
export interface References {
  readonly charts: ReadonlyMap<string, ChartTable>;
  readonly diagrams: ReadonlyMap<string, Document>;
}

/** A header or footer, which has references of its own. */
export interface TextPart {
  readonly root: Element;
  readonly references: References;
}

/** @throws UnreadableFile */
export async function docxParts(file: OpcPackage): Promise<DocxParts> {
  const main = await file.mainPart("word/document.xml");
  const relations = await file.relations(main);
  const targets = (type: string) =>
    relations
      .filter((relation) => relation.type === type)
      .map(({ target }) => target)
      .sort();
  const first = async (type: string) => {
    const target = targets(type)[0];
    return target === undefined ? undefined : file.part(target);
  };
  const textParts = async (type: string) => {
    const parts: TextPart[] = [];
    for (const name of targets(type)) {
      const root = childElements(await file.part(name))[0];
      if (root !== undefined) parts.push({ root, references: await referencesOf(file, name) });
    }
    return parts;
  };
  return {
    body: childElements(childElements(await file.part(main))[0], "w:body")[0],
    styles: new Styles(await first("styles")),
    lists: listDefinitions(await first("numbering")),
    footnotes: byId(await first("footnotes"), "w:footnote"),
    endnotes: byId(await first("endnotes"), "w:endnote"),
    comments: byId(await first("comments"), "w:comment"),
    headers: await textParts("header"),
    footers: await textParts("footer"),
    references: await referencesOf(file, main),
  };
}

/** What the drawings of a part refer to. @throws UnreadableFile */
export async function referencesOf(file: OpcPackage, name: string): Promise<References> {
  const charts = new Map<string, ChartTable>();
  const diagrams = new Map<string, Document>();
  for (const { id, type, target } of await file.relations(name)) {
    if (type !== "chart" && type !== "diagramData") continue;
    const document = await file.part(target);
    if (document === undefined) continue;
    if (type === "diagramData") diagrams.set(id, document);
    else charts.set(id, chartTable(document));
  }
  return { charts, diagrams };
}

function byId(document: Document | undefined, name: string): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const element of childElements(childElements(document)[0], name)) {
    const { "w:id": id = "", "w:type": type = "normal" } = element.attribs;
    if (type === "normal") found.set(id, element);
  }
  return found;
}
