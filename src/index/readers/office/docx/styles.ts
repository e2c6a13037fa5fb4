import type { Document, Element } from "domhandler";
import type { ListLevel, NumberFormat } from "../numbering.js";
import { childAt, childElements } from "../xml.js";

/** What a paragraph's style makes of it. */
export interface ParagraphStyle {
  readonly name: string;
  /** 0 is a heading of the first level; `null` for text. */
  readonly outline: number | null;
  readonly list: ListReference | null;
}

export interface ListReference {
  readonly id: string | null;
  readonly level: number;
}

const MAX_BASES = 20;

/** The paragraph styles of a document by their id, each with what it takes over from those that it is based on. */
export class Styles {
  readonly #elements = new Map<string, Element>();
  readonly #styles = new Map<string, ParagraphStyle>();
  readonly #usual: string | undefined;

  constructor(document: Document | undefined) {
    for (const style of childElements(childElements(document)[0], "w:style")) {
      const id = style.attribs["w:styleId"];
      if (id !== undefined) this.#elements.set(id, style);
    }
    const isUsual = ({ attribs }: Element) => attribs["w:type"] === "paragraph" && isOn(attribs["w:default"] ?? "0");
    this.#usual = [...this.#elements].find(([, style]) => isUsual(style))?.[0];
  }

  /** @param id of no style: the one that paragraphs have if nothing is said */
  of(id: string | undefined): ParagraphStyle {
    const key = id ?? this.#usual ?? "";
    const known = this.#styles.get(key) ?? this.#resolve(key);
    this.#styles.set(key, known);
    return known;
  }

  #resolve(id: string): ParagraphStyle {
    let outline: number | null = null;
    let list: { id: string | null; level: number | null } | null = null;
    let name = "";
    let at: string | undefined = id;
    for (let bases = 0; at !== undefined && bases < MAX_BASES; bases++) {
      const style: Element | undefined = this.#elements.get(at);
      const properties = childAt(style, "w:ppr");
      const own = childAt(style, "w:name")?.attribs["w:val"] ?? "";
      if (bases === 0) name = own || id;
      outline ??= outlineOf(properties) ?? headingOf(own);
      const reference = childAt(properties, "w:numpr");
      if (reference !== undefined) {
        const level = childAt(reference, "w:ilvl")?.attribs["w:val"];
        list ??= { id: null, level: null };
        list.id ??= childAt(reference, "w:numid")?.attribs["w:val"] ?? null;
        list.level ??= level === undefined ? null : Number(level);
      }
      at = childAt(style, "w:basedon")?.attribs["w:val"];
    }
    const level = list?.level ?? 0;
    return {
      name: name.toLowerCase(),
      outline: outline === null || outline > 8 ? null : outline,
      list: list && { id: list.id, level },
    };
  }
}

/** The outline level that a paragraph or style says itself; 9 is that of text. */
export function outlineOf(properties: Element | undefined): number | null {
  const level = Number(childAt(properties, "w:outlinelvl")?.attribs["w:val"]);
  return Number.isInteger(level) && level >= 0 && level <= 9 ? level : null;
}

function headingOf(name: string): number | null {
  if (/^title$/i.test(name)) return 0;
  const level = /^heading ([1-9])$/i.exec(name)?.[1];
  return level === undefined ? null : Number(level) - 1;
}

/** A switch of WordprocessingML, which is on if it is there and says nothing else. */
export function isOn(value: string | undefined): boolean {
  return value !== "0" && value !== "false" && value !== "off" && value !== "none";
}

export interface ListDefinition {
  /** Lists of one definition go on counting. */
  readonly counter: string;
  readonly levels: readonly (ListLevel | undefined)[];
  /** Whether the list begins anew where it is used first. */
  readonly restarts: boolean;
}

const FORMATS: Readonly<Record<string, NumberFormat>> = {
  lowerLetter: "letter",
  upperLetter: "LETTER",
  lowerRoman: "roman",
  upperRoman: "ROMAN",
  ordinal: "ordinal",
  bullet: "bullet",
  none: "none",
};

/** The lists of a document by the number that paragraphs refer to. */
export function listDefinitions(document: Document | undefined): Map<string, ListDefinition> {
  const root = childElements(document)[0];
  const abstract = new Map<string, Element>();
  for (const element of childElements(root, "w:abstractnum"))
    abstract.set(element.attribs["w:abstractNumId"] ?? "", element);
  const definitions = new Map<string, ListDefinition>();
  for (const number of childElements(root, "w:num")) {
    const counter = childAt(number, "w:abstractnumid")?.attribs["w:val"] ?? "";
    const levels: (ListLevel | undefined)[] = [];
    for (const level of childElements(abstract.get(counter), "w:lvl")) addLevel(levels, level);
    let restarts = false;
    for (const change of childElements(number, "w:lvloverride")) {
      const index = levelIndex(change);
      const level = childAt(change, "w:lvl");
      if (level !== undefined) addLevel(levels, level);
      const start = childAt(change, "w:startoverride")?.attribs["w:val"];
      const known = index === null ? undefined : levels[index];
      if (start === undefined || index === null || known === undefined) continue;
      levels[index] = { ...known, start: Number(start) || 0 };
      restarts = true;
    }
    definitions.set(number.attribs["w:numId"] ?? "", { counter, levels, restarts });
  }
  return definitions;
}

function addLevel(levels: (ListLevel | undefined)[], element: Element): void {
  const index = levelIndex(element);
  if (index === null) return;
  const format = childAt(element, "w:numfmt")?.attribs["w:val"] ?? "decimal";
  const template = childAt(element, "w:lvltext")?.attribs["w:val"] ?? "";
  const start = Number(childAt(element, "w:start")?.attribs["w:val"] ?? "0") || 0;
  levels[index] = { format: FORMATS[format] ?? "decimal", template: template.trim(), start };
}

function levelIndex({ attribs }: Element): number | null {
  const level = Number(attribs["w:ilvl"]);
  return Number.isInteger(level) && level >= 0 && level < 9 ? level : null;
}
