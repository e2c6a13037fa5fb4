import { printable } from "./printable.js";
import { singleSpaced } from "./single-spaced.js";

/** Text of a document on one line, safe for a terminal. */
export function oneLine(text: string): string {
  return printable(singleSpaced(text));
}

/** @param limit code points, the ellipsis included */
export function shorten(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
}
