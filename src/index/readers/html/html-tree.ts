import type { ChildNode, Element } from "domhandler";
import { singleSpaced } from "../../../core/text.js";

/** What shows nothing, or nothing that belongs to a text. */
const SILENT = new Set(
  "script style template noscript head title svg math canvas iframe object embed audio video map dialog button select option input textarea".split(
    " ",
  ),
);
const SILENT_ROLES = new Set(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"]);

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
