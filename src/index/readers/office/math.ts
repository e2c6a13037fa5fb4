import type { Element } from "domhandler";
import { childAt, childElements, rawText } from "./xml.js";

/**
 * What an equation of Office or of MathML says in one line: `x = (-b ± √(b^2 - 4ac))/2a`. Empty where it holds no text.
 */
export function mathText(element: Element): string {
  if (!element.name.startsWith("m:")) return mathMlText(element);
  const part = (name: string) => {
    const found = childAt(element, name);
    return found === undefined ? "" : mathText(found);
  };
  switch (element.name) {
    case "m:t":
      return rawText(element);
    case "m:f":
      return `${grouped(part("m:num"))}/${grouped(part("m:den"))}`;
    case "m:ssup":
      return `${grouped(part("m:e"))}^${grouped(part("m:sup"))}`;
    case "m:ssub":
      return `${part("m:e")}_${grouped(part("m:sub"))}`;
    case "m:ssubsup":
      return `${part("m:e")}_${grouped(part("m:sub"))}^${grouped(part("m:sup"))}`;
    case "m:rad":
      return `${part("m:deg")}√${grouped(part("m:e"))}`;
    case "m:d": {
      const sign = (name: string, usual: string) => childAt(element, "m:dpr", name)?.attribs["m:val"] ?? usual;
      const inner = childElements(element, "m:e").map(mathText).join(sign("m:sepchr", "|"));
      return `${sign("m:begchr", "(")}${inner}${sign("m:endchr", ")")}`;
    }
    case "m:nary": {
      const sign = childAt(element, "m:narypr", "m:chr")?.attribs["m:val"] ?? "∫";
      const [from, to] = [part("m:sub"), part("m:sup")];
      return `${sign}${from && `_${grouped(from)}`}${to && `^${grouped(to)}`} ${part("m:e")}`;
    }
    default:
      return childElements(element).map(mathText).join("");
  }
}

function mathMlText(element: Element): string {
  const name = element.name.replace(/^math:/, "");
  if (/^(?:mi|mn|mo|mtext|ms)$/.test(name)) return rawText(element).trim();
  if (name === "annotation" || name === "annotation-xml") return "";
  const parts = childElements(element).map(mathMlText);
  const [first = "", second = "", third = ""] = parts;
  switch (name) {
    case "mfrac":
      return `${grouped(first)}/${grouped(second)}`;
    case "msup":
      return `${grouped(first)}^${grouped(second)}`;
    case "msub":
      return `${first}_${grouped(second)}`;
    case "msubsup":
      return `${first}_${grouped(second)}^${grouped(third)}`;
    case "msqrt":
      return `√${grouped(parts.join(""))}`;
    case "mroot":
      return `${second}√${grouped(first)}`;
    default:
      return parts.join("");
  }
}

function grouped(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}
