import type { Element } from "domhandler";
import { childAt, childElements, rawText } from "./xml.js";

/** What an equation of Office says in one line: `x = (-b ± √(b^2 - 4ac))/2a`. Empty where it holds no text. */
export function mathText(element: Element): string {
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

function grouped(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}
