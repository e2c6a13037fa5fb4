import type { Element } from "domhandler";
import type { ListLevel, NumberFormat } from "../numbering.js";
import { childAt, childElements } from "../xml.js";

const MAX_PARENTS = 20;

const FORMATS: Readonly<Record<string, NumberFormat>> = {
  "1": "decimal",
  a: "letter",
  A: "LETTER",
  i: "roman",
  I: "ROMAN",
  "1st": "ordinal",
  "": "none",
};

/** The styles of an OpenDocument file, as far as they say what a text is. */
export class OdfStyles {
  readonly #styles = new Map<string, Element>();
  readonly #lists = new Map<string, readonly (ListLevel | undefined)[]>();
  /** How headings are numbered. */
  readonly outline: readonly (ListLevel | undefined)[];
  readonly masterPages: readonly Element[];

  constructor(roots: readonly Element[]) {
    let outline: readonly (ListLevel | undefined)[] = [];
    const masterPages: Element[] = [];
    for (const style of roots.flatMap((root) => childElements(root))) {
      const name = style.attribs["style:name"] ?? "";
      if (style.name === "style:style") this.#styles.set(keyOf(style.attribs["style:family"], name), style);
      else if (style.name === "text:list-style") this.#lists.set(name, levelsOf(style));
      else if (style.name === "text:outline-style") outline = levelsOf(style);
      else if (style.name === "style:master-page") masterPages.push(style);
    }
    this.outline = outline;
    this.masterPages = masterPages;
  }

  /** The names of a style and of those that it comes from, its own first, as people see them. */
  names(family: string, name: string | undefined): string[] {
    const shown = this.#chain(family, name).map(
      ({ attribs }) => attribs["style:display-name"] ?? attribs["style:name"],
    );
    // A style that is a program's own need not be in the file.
    return [name, ...shown].map((one = "") => one.replaceAll("_20_", " ").toLowerCase());
  }

  isHidden(family: string, name: string | undefined): boolean {
    const [own] = this.#chain(family, name);
    return childAt(own, "style:text-properties")?.attribs["text:display"] === "none";
  }

  /** How a list's items are numbered. */
  list(name: string): readonly (ListLevel | undefined)[] {
    return this.#lists.get(name) ?? [];
  }

  /** The list that a paragraph's style puts it into. */
  listOf(name: string | undefined): string | undefined {
    return this.#chain("paragraph", name).find(({ attribs }) => attribs["style:list-style-name"])?.attribs[
      "style:list-style-name"
    ];
  }

  /** A property of a drawing's page. */
  pageProperty(name: string | undefined, property: string): string | undefined {
    return childAt(this.#chain("drawing-page", name)[0], "style:drawing-page-properties")?.attribs[property];
  }

  #chain(family: string, name: string | undefined): Element[] {
    const chain: Element[] = [];
    let at = name;
    while (at !== undefined && chain.length < MAX_PARENTS) {
      const style = this.#styles.get(keyOf(family, at));
      if (style === undefined) break;
      chain.push(style);
      at = style.attribs["style:parent-style-name"];
    }
    return chain;
  }
}

function keyOf(family: string | undefined, name: string): string {
  return `${family} ${name}`;
}

function levelsOf(style: Element): (ListLevel | undefined)[] {
  const levels: (ListLevel | undefined)[] = [];
  for (const { name, attribs } of childElements(style)) {
    const index = Number(attribs["text:level"]) - 1;
    if (!(index >= 0 && index < 10)) continue;
    const isBullet = /-(?:bullet|image)$/.test(name);
    const format = isBullet ? "bullet" : (FORMATS[attribs["style:num-format"] ?? ""] ?? "decimal");
    const start = Number(attribs["text:start-value"] ?? 1);
    levels[index] = { format, template: isBullet ? "" : templateOf(attribs, index, format), start };
  }
  return levels;
}

/** The numbers of the levels that are shown with what stands around them, as `%1.%2)`. */
function templateOf(attribs: Element["attribs"], index: number, format: NumberFormat): string {
  const listed = attribs["loext:num-list-format"];
  if (listed !== undefined) return listed.replace(/%(\d+)%/g, "%$1").trim();
  const shown = Math.min(Number(attribs["text:display-levels"] ?? 1) || 1, index + 1);
  const numbers = Array.from({ length: shown }, (_, position) => `%${index - shown + position + 2}`);
  const number = format === "none" ? "" : numbers.join(".");
  return `${attribs["style:num-prefix"] ?? ""}${number}${attribs["style:num-suffix"] ?? ""}`.trim();
}
