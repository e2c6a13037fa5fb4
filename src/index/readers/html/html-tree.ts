import type { ChildNode, Element } from "domhandler";
import { singleSpaced } from "../../../core/text.js";

/** What shows nothing, or nothing that belongs to a text. */
const SILENT = new Set(
  "script style template noscript head title svg math canvas iframe object embed audio video map dialog button select option input textarea".split(
    " ",
  ),
);
const SILENT_ROLES = new Set(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"]);
/** They frame the text of a page; within its main text they are notes. */
const FRAME: ReadonlySet<string> = new Set(["footer", "aside"]);
/** The share of a page's text that its `main` or `article` must hold to be taken for all of it. */
const MAIN_SHARE = 0.25;

export function isElement(node: ChildNode): node is Element {
  return node.type === "tag" || node.type === "script" || node.type === "style";
}

/** Whether an element is not part of the text that a reader of the page sees. */
export function isSilent({ name, attribs }: Element): boolean {
  if (SILENT.has(name) || name === "nav" || SILENT_ROLES.has(attribs.role ?? "")) return true;
  if (attribs.hidden !== undefined || attribs["aria-hidden"] === "true") return true;
  return /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs.style ?? "");
}

/** All below some nodes in document order, without recursion: pages may be nested as deep as they like. */
export function* descendants(roots: readonly ChildNode[], skip = (_: Element) => false): Generator<ChildNode> {
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isElement(node) && skip(node)) continue;
    yield node;
    if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
}

export function elements(roots: readonly ChildNode[], ...names: string[]): Element[] {
  return Array.from(descendants(roots)).filter((node): node is Element => isElement(node) && names.includes(node.name));
}

/** The words of some nodes, white space collapsed. */
export function plainText(roots: readonly ChildNode[]): string {
  const parts: string[] = [];
  for (const node of descendants(roots, isSilent)) {
    if (node.type === "text") parts.push(node.data);
    else if (isElement(node) && !INLINE.has(node.name)) parts.push(" ");
  }
  return singleSpaced(parts.join(""));
}

/** Elements that stand within a line. All others end it. */
export const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Where the text of a page is, and what of it is left out besides what is silent anyway. */
export interface MainContent {
  readonly roots: readonly ChildNode[];
  readonly without: ReadonlySet<string>;
}

/** The `main` of a page, else its articles, if they hold enough of it; else its body without what frames it. */
export function mainContent(children: readonly ChildNode[]): MainContent {
  const body = elements(children, "body")[0]?.children ?? children;
  const enough = plainText(body).length * MAIN_SHARE;
  const isMain = ({ name, attribs }: Element) => name === "main" || attribs.role === "main";
  const isArticle = ({ name }: Element) => name === "article";
  for (const wanted of [isMain, isArticle]) {
    const roots = outermost(body, wanted);
    if (roots.length > 0 && plainText(roots).length >= enough) return { roots, without: new Set() };
  }
  return { roots: body, without: FRAME };
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
