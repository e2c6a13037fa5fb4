import type { ChildNode, Element } from "domhandler";
import { singleSpaced } from "../../../core/text.js";
import { descendants, elements, isElement, isSilent, plainText } from "./html-tree.js";

/** The share of a page's text that its `main` or `article` must hold to be taken for all of it. */
const MAIN_SHARE = 0.25;
/** They frame the text of a page; within its main text they are notes. */
const FRAME: ReadonlySet<string> = new Set(["footer", "aside"]);
/** What may hold a menu. */
const BOXES = new Set("ul ol menu div section table header footer aside details form figure center".split(" "));
/** Fewer links are a reference, not a menu. */
const MIN_LINKS = 3;
/** The share of a box's text that is linked, from which on it is made of links. */
const LINKED_SHARE = 0.7;
/** Where more of a page's text would go than this, its links are what it is about. */
const MOST_LEFT_OUT = 0.7;
/** The mean length of links that are headlines of other pages rather than names of things. Characters. */
const HEADLINE_LENGTH = 20;

/** Where the text of a page is, and what of it is left out besides what is silent anyway. */
export interface MainContent {
  readonly roots: readonly ChildNode[];
  readonly without: ReadonlySet<ChildNode>;
}

/**
 * The `main` of a page, else its articles, if they hold enough of it; else its body without what frames it. Boxes of
 * links are left out of all of them ([measured](../../../../docs/measurements/main-text.md)).
 */
export function mainContent(children: readonly ChildNode[]): MainContent {
  const body = elements(children, "body")[0]?.children ?? children;
  const enough = plainText(body).length * MAIN_SHARE;
  const isMain = ({ name, attribs }: Element) => name === "main" || attribs.role === "main";
  const isArticle = ({ name }: Element) => name === "article";
  for (const wanted of [isMain, isArticle]) {
    const roots = outermost(body, wanted);
    if (roots.length > 0 && plainText(roots).length >= enough)
      return { roots, without: linkBoxes(roots, HEADLINE_LENGTH) };
  }
  const frames = new Set(outermost(body, ({ name }) => FRAME.has(name)));
  return { roots: body, without: new Set([...frames, ...linkBoxes(body, 0, frames)]) };
}

function outermost(roots: readonly ChildNode[], wanted: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const skip = (element: Element) => {
    if (isSilent(element)) return true;
    if (!wanted(element)) return false;
    found.push(element);
    return true;
  };
  for (const _ of descendants(roots, skip));
  return found;
}

interface Counts {
  text: number;
  linked: number;
  links: number;
}

/**
 * The outermost boxes that hold little but links: menus, lists of related pages. None if the page is made of them.
 * @param meanLength boxes whose links are shorter say something, characters
 */
function linkBoxes(
  roots: readonly ChildNode[],
  meanLength: number,
  without: ReadonlySet<Element> = new Set(),
): Set<Element> {
  const leftOut = (element: Element) => isSilent(element) || without.has(element);
  const counts = countLinks(roots, leftOut);
  const all = roots.reduce((sum, root) => sum + (counts.get(root)?.text ?? 0), 0);
  const boxes = new Set<Element>();
  let held = 0;
  const isBox = (element: Element) => {
    const { text, linked, links } = counts.get(element) ?? { text: 0, linked: 0, links: 0 };
    if (!BOXES.has(element.name) || links < MIN_LINKS || linked < LINKED_SHARE * text) return false;
    if (linked < meanLength * links || continuesText(element)) return false;
    boxes.add(element);
    held += text;
    return true;
  };
  for (const _ of descendants(roots, (element) => leftOut(element) || isBox(element)));
  return held > MOST_LEFT_OUT * all ? new Set() : boxes;
}

/** From the last node to the first, so that each element's counts are whole when its parent gets them. */
function countLinks(roots: readonly ChildNode[], leftOut: (element: Element) => boolean): Map<ChildNode, Counts> {
  const counts = new Map<ChildNode, Counts>();
  const of = (node: ChildNode) => {
    const known = counts.get(node) ?? { text: 0, linked: 0, links: 0 };
    counts.set(node, known);
    return known;
  };
  for (const node of [...descendants(roots, leftOut)].reverse()) {
    const own = of(node);
    if (node.type === "text") own.text = singleSpaced(node.data).length;
    else if (isElement(node) && leadsElsewhere(node)) Object.assign(own, { linked: own.text, links: 1 });
    if (node.parent === null) continue;
    const parent = of(node.parent);
    parent.text += own.text;
    parent.linked += own.linked;
    parent.links += own.links;
  }
  return counts;
}

/** An address of mail or a telephone number is something that a page says. */
function leadsElsewhere({ name, attribs }: Element): boolean {
  return name === "a" && attribs.href !== undefined && !/^(?:mailto|tel):/i.test(attribs.href);
}

/** Whether a list goes on from a paragraph or a heading: then it belongs to the text. */
function continuesText(list: Element): boolean {
  if (list.name !== "ul" && list.name !== "ol") return false;
  let before = list.prev;
  while (before !== null && !isElement(before) && (before.type !== "text" || before.data.trim() === ""))
    before = before.prev;
  return before !== null && (!isElement(before) || /^(?:p|h[1-6]|blockquote|pre)$/.test(before.name));
}
