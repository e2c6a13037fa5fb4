import type { Element } from "domhandler";
import type { Flow } from "../flow.js";
import { mathText } from "../math.js";
import { type NumberFormat, Numbering } from "../numbering.js";
import { childAt, childElements, isTag, rawText } from "../xml.js";

/** The text of a paragraph of DrawingML, with line ends. */
export function paragraphText(paragraph: Element): string {
  let text = "";
  for (const node of paragraph.children) {
    if (!isTag(node)) continue;
    if (node.name === "a:r") text += rawText(childAt(node, "a:t"));
    else if (node.name === "a:br") text += "\n";
    // The number of the slide and the date are the program's.
    else if (node.name === "a:fld" && !/^(?:slidenum|datetime)/.test(node.attribs.type ?? ""))
      text += rawText(childAt(node, "a:t"));
    else if (node.name === "mc:alternatecontent") text += equation(childAt(node, "mc:choice"));
    else if (node.name === "a14:m") text += equation(node);
  }
  return text;
}

function equation(element: Element | undefined): string {
  return childElements(element)
    .map((child) => (child.name === "a14:m" ? equation(child) : mathText(child)))
    .join("");
}

/** Numbers of `a:buAutoNum`: `arabicPeriod`, `alphaLcParenBoth`. */
const FORMATS: readonly (readonly [string, NumberFormat])[] = [
  ["alphaLc", "letter"],
  ["alphaUc", "LETTER"],
  ["romanLc", "roman"],
  ["romanUc", "ROMAN"],
];

/**
 * Adds paragraphs, those with a bullet or a number as items of a list.
 *
 * @param hasBullets whether those that say nothing have one, as in the main text of a slide
 */
export function writeParagraphs(flow: Flow, paragraphs: readonly Element[], hasBullets = false): void {
  const numbering = new Numbering();
  for (const paragraph of paragraphs) {
    const properties = childAt(paragraph, "a:ppr");
    const text = paragraphText(paragraph);
    if (text.trim() === "") continue;
    const level = Math.min(8, Math.max(0, Number(properties?.attribs.lvl ?? 0) || 0));
    const automatic = childAt(properties, "a:buautonum");
    if (automatic !== undefined) {
      const { type = "arabicPeriod", startAt = "1" } = automatic.attribs;
      const format = FORMATS.find(([name]) => type.startsWith(name))?.[1] ?? "decimal";
      const number = `%${level + 1}`;
      const template = type.endsWith("ParenBoth")
        ? `(${number})`
        : type.endsWith("ParenR")
          ? `${number})`
          : type.endsWith("Plain")
            ? number
            : `${number}.`;
      const levels = Array.from({ length: level + 1 }, () => ({ format, template, start: Number(startAt) || 1 }));
      flow.listItem(text, numbering.next("", levels, level), level);
      continue;
    }
    numbering.restart("", level);
    const isItem =
      childAt(properties, "a:buchar") !== undefined ||
      childAt(properties, "a:bublip") !== undefined ||
      (childAt(properties, "a:bunone") === undefined && (hasBullets || level > 0));
    if (isItem) flow.listItem(text, "", level);
    else flow.paragraph(text);
  }
}
