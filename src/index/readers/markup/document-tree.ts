import type { ChildNode, Element } from "domhandler";
import { descendants, isElement, plainText } from "../html/html-tree.js";
import { ABOUT, htmlName, KEPT_OF_ABOUT, PROSE, ROOTS, TITLES, UNITS } from "./xml-vocabulary.js";

/** The share of a file's text that must stand in elements of prose for it to be a document. */
const PROSE_SHARE = 0.6;
const LINE_BREAK = "\u2028";

/** A name without its prefix: `db:para` is `para`. */
export function localName({ name }: Element): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Whether an XML file is documentation, and not data or settings. */
export function isDocumentation(root: Element): boolean {
  if (ROOTS.has(localName(root))) return true;
  const isProse = (element: Element) => PROSE.has(localName(element));
  let prose = 0;
  let all = 0;
  let paragraphs = 0;
  for (const node of descendants([root])) {
    if (isElement(node) && /^(?:p|para|simpara|cmd|shortdesc)$/.test(localName(node))) paragraphs++;
    if (node.type !== "text") continue;
    const length = node.data.trim().length;
    all += length;
    for (let above = node.parent; above !== null && isElement(above as ChildNode); above = above.parent) {
      if (!isProse(above as Element)) continue;
      prose += length;
      break;
    }
  }
  return paragraphs > 0 && prose >= PROSE_SHARE * all;
}

/**
 * Gives the elements of a document the names that they have in HTML, in place. An unknown one within a line is part of
 * it, any other one is a box.
 */
export function toHtml(root: Element): void {
  const steps: { readonly element: Element; readonly level: number }[] = [{ element: root, level: 0 }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { element, level } = step;
    const children = element.children.filter(isElement);
    const isSection = !UNITS.has(localName(element)) && children.some((child) => TITLES.has(localName(child)));
    const within = isSection ? level + 1 : level;
    const isMixed = element.children.some((node) => node.type === "text" && node.data.trim() !== "");
    const renamed = children.map((child) => ({ child, name: nameOf(child, element, isSection, isMixed) }));
    for (const { child } of renamed) steps.push({ element: child, level: within });
    for (const { child, name } of renamed) {
      if (name === "heading") child.attribs = { role: "heading", "aria-level": String(within) };
      // TEI marks the row that names the columns.
      else child.attribs = name === "tr" && child.attribs.role === "label" ? { role: "label" } : {};
      child.name = name === "heading" ? "div" : name;
    }
  }
  root.name = "div";
}

function nameOf(child: Element, parent: Element, isSection: boolean, isMixed: boolean): string {
  const name = localName(child);
  if (TITLES.has(name)) return titleName(parent, isSection, isMixed);
  if (name === "label" && /^(?:list|glosslist)$/.test(localName(parent))) return "dt";
  if (name === "list") return child.attribs["list-type"] === "order" || child.attribs.type === "ordered" ? "ol" : "ul";
  if (name === "cell" && parent.attribs.role === "label") return "th";
  if (name === "l") breakLine(child);
  if (name === "math" || name === "tex-math") return "math";
  const known = htmlName(name);
  if (known === "p" && isMixed) return "div";
  // "The record (see the note) is kept": a reference within a line.
  if (known !== undefined && !(isMixed && (known === "li" || known === "dt"))) return known;
  return isMixed || name === "l" ? "span" : "div";
}

function titleName(parent: Element, isSection: boolean, isMixed: boolean): string {
  if (/^(?:table|informaltable)$/.test(localName(parent))) return "caption";
  if (isMixed) return "span";
  return isSection ? "heading" : "p";
}

/** A line of a poem stays one. */
function breakLine(line: Element): void {
  const last = [...descendants(line.children)].findLast((node) => node.type === "text");
  if (last?.type === "text") last.data += LINE_BREAK;
}

/** A document's title, and whether it also stands in its text. */
export interface DocumentTitle {
  readonly title: string | null;
  readonly isInText: boolean;
}

/** Takes out what is said about a document, and gives its title. */
export function takeAbout(root: Element): DocumentTitle {
  const about: Element[] = [];
  for (const node of descendants([root], (element) => about.includes(element.parent as Element))) {
    if (isElement(node) && isAbout(node)) about.push(node);
  }
  const told = about.map(titleWithin).find((title) => title !== null) ?? null;
  for (const element of about) {
    element.children = [...descendants(element.children)].filter(
      (node) => isElement(node) && KEPT_OF_ABOUT.has(localName(node)),
    );
    for (const node of element.children) node.parent = element;
  }
  const own = root.children.find((child): child is Element => isElement(child) && TITLES.has(localName(child)));
  const written = own ? plainText(own.children) : "";
  return written === "" ? { title: told, isInText: false } : { title: written, isInText: true };
}

/** In a step of a task, `info` is a paragraph. */
function isAbout(element: Element): boolean {
  const { parent } = element;
  const isInStep = parent !== null && isElement(parent as ChildNode) && /step$/.test(localName(parent as Element));
  return ABOUT.has(localName(element)) && !isInStep;
}

function titleWithin(about: Element): string | null {
  for (const node of descendants(about.children)) {
    if (isElement(node) && TITLES.has(localName(node))) return plainText(node.children) || null;
  }
  return null;
}
