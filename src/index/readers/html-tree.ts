import type { ChildNode, Element, ParentNode } from "domhandler";

/** What shows nothing, or nothing that belongs to a text. */
const SILENT = new Set(
  "script style template noscript head title svg math canvas iframe object embed audio video map dialog button select option input textarea".split(
    " ",
  ),
);
const SILENT_ROLES = new Set(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"]);
/** Silent around the main text, and part of it within. */
const OUTER = new Set(["footer", "aside"]);
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
  return parts.join("").replace(/\s+/g, " ").trim();
}

/** Elements that stand within a line. All others end it. */
export const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Where the text of a page is: its `main`, else its articles, else its body without what stands around the text. */
export function mainContent({ children }: ParentNode): readonly ChildNode[] {
  const body = elements(children, "body")[0]?.children ?? children;
  const enough = plainText(body).length * MAIN_SHARE;
  const isMain = (node: ChildNode) => isElement(node) && (node.name === "main" || node.attribs.role === "main");
  const isArticle = (node: ChildNode) => isElement(node) && node.name === "article";
  for (const wanted of [isMain, isArticle]) {
    const found = outermost(body, wanted);
    if (found.length > 0 && plainText(found).length >= enough) return found;
  }
  return Array.from(body).filter((node) => !isElement(node) || !OUTER.has(node.name));
}

function outermost(roots: readonly ChildNode[], wanted: (node: ChildNode) => boolean): ChildNode[] {
  const found: ChildNode[] = [];
  const inside = (element: Element) => isSilent(element) || (wanted(element) && found.push(element) > 0);
  for (const _ of descendants(roots, inside));
  return found;
}
