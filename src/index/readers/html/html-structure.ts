import type { ChildNode, Element } from "domhandler";
import type { Span } from "../../../core/spans.js";
import { isHeaderText } from "../data/csv-reader.js";
import type { TextBuilder } from "../text-builder.js";
import { descendants, elements, INLINE, isElement, isSilent, plainText } from "./html-tree.js";

/** What in a table's cell shows that the table only lays out a page. */
const LAYOUT = new Set(["table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre"]);
const HEADING = /^h([1-6])$/;
const LINE_BREAK = "\u2028";

/**
 * Adds what HTML elements say to a text: headings open sections, lists, tables and code keep their kind.
 * @param without what is passed over [nothing]
 */
export function addHtml(
  builder: TextBuilder,
  roots: readonly ChildNode[],
  without: ReadonlySet<ChildNode> = new Set(),
): void {
  new HtmlStructure(builder, without).add(roots);
}

/** An element to go into, or one to leave. */
type Step = { readonly enter: ChildNode } | { readonly leave: Element };

class HtmlStructure {
  /** Of the paragraph that is open. */
  readonly #words: string[] = [];
  /** The lists that are open: number of the next item, `null` for bullets. */
  readonly #lists: (number | null)[] = [];
  /** Marker of the list item that has no text yet. */
  #marker: string | null = null;

  constructor(
    private readonly builder: TextBuilder,
    private readonly without: ReadonlySet<ChildNode>,
  ) {}

  /** Without recursion: pages may be nested as deep as they like. */
  add(roots: readonly ChildNode[]): void {
    const steps: Step[] = roots.map((enter) => ({ enter })).reverse();
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      if ("leave" in step) this.#leave(step.leave);
      else if (step.enter.type === "text") this.#words.push(step.enter.data);
      else if (step.enter.type === "cdata") steps.push(...step.enter.children.map((enter) => ({ enter })).reverse());
      else if (isElement(step.enter) && this.#enter(step.enter)) {
        steps.push({ leave: step.enter });
        for (const enter of step.enter.children.toReversed()) steps.push({ enter });
      }
    }
    this.#flush();
  }

  /** Whether to go into the element; if not, it has been dealt with as a whole. */
  #enter(element: Element): boolean {
    const { name, attribs, children } = element;
    if (isSilent(element) || this.without.has(element)) return false;
    if (INLINE.has(name)) return true;
    if (name === "br") {
      this.#words.push(LINE_BREAK);
      return false;
    }
    this.#flush();
    const level = HEADING.exec(name)?.[1] ?? (attribs.role === "heading" ? (attribs["aria-level"] ?? "2") : undefined);
    if (level !== undefined) this.builder.heading(Number(level) || 2, plainText(children));
    else if (name === "pre") this.builder.block("code", sourceText(children));
    else if (name === "table" && isData(element)) this.#table(element);
    else {
      if (name === "ol") this.#lists.push(Number.parseInt(attribs.start ?? "1", 10) || 1);
      else if (name === "ul" || name === "menu") this.#lists.push(null);
      else if (name === "li" || name === "dt" || name === "dd") this.#marker = name === "li" ? this.#nextMarker() : "";
      return true;
    }
    return false;
  }

  #leave({ name }: Element): void {
    if (INLINE.has(name)) return;
    this.#flush();
    if (name === "ol" || name === "ul" || name === "menu") this.#lists.pop();
    else if (name === "li" || name === "dt" || name === "dd") this.#marker = null;
  }

  /** A number is part of what an item says, a bullet is not. */
  #nextMarker(): string {
    const next = this.#lists.at(-1);
    if (typeof next !== "number") return "";
    this.#lists[this.#lists.length - 1] = next + 1;
    return `${next}. `;
  }

  #flush(): void {
    const content = this.#words
      .join("")
      .replace(/[^\S\u2028]+/g, " ")
      .replace(/ ?\u2028 ?/g, "\n")
      .trim();
    this.#words.length = 0;
    if (content === "") return;
    if (this.#marker === null) this.builder.block("paragraph", content);
    else this.builder.block("list_item", this.#marker + content);
    this.#marker = null;
  }

  #table(table: Element): void {
    const caption = elements(table.children, "caption")[0];
    if (caption) this.builder.block("paragraph", plainText(caption.children));
    let header: { readonly context: string; readonly header: Span } | undefined;
    for (const [index, row] of elements(table.children, "tr").entries()) {
      const cells = elements(row.children, "td", "th");
      const content = cells.map((cell) => plainText(cell.children)).join(" | ");
      if (/^[\s|]*$/.test(content)) continue;
      const itself = index === 0 && isHeaderText(content) ? "itself" : undefined;
      const block = this.builder.block("table_row", content, { row: index + 1, header: itself, ...header });
      if (block && index === 0 && isHeader(row, cells)) header = { context: content, header: block };
    }
  }
}

function isHeader({ parent }: Element, cells: readonly Element[]): boolean {
  return (parent && "name" in parent && parent.name === "thead") || cells.every(({ name }) => name === "th");
}

function isData({ attribs, children }: Element): boolean {
  if (attribs.role === "presentation") return false;
  for (const node of descendants(children)) if (isElement(node) && LAYOUT.has(node.name)) return false;
  return true;
}

/** As it is written, line ends included. */
function sourceText(roots: readonly ChildNode[]): string {
  const parts: string[] = [];
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "text") parts.push(node.data);
    else if (isElement(node) && node.name === "br") parts.push("\n");
    else if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
  return parts.join("").replace(/\r\n?/g, "\n");
}
