import type { PassageId } from "../../contract/ids.js";

/** A document by its path or name, or a line (1-based) of it. */
export interface NamedPlace {
  readonly path: string;
  /** `null`: the document as a whole. */
  readonly line: number | null;
}

/** A report as it is asked for in the chat; which passages are meant is looked up when it is made. */
export type AskedReport =
  | { readonly kind: "summary"; readonly of: readonly NamedPlace[] }
  | {
      readonly kind: "comparison";
      readonly first: string;
      readonly second: string;
      /** What it keeps to; `null`: nothing. */
      readonly about: string | null;
    }
  | { readonly kind: "explanation"; readonly of: PassageId | NamedPlace };

/** What stands between documents in a command. */
export const BETWEEN = "|";

/** `lease.txt:12` as a line of a document, any other as a document. */
export function namedPlace(typed: string): NamedPlace {
  const [, path = typed, line] = /^(.+):(\d+)$/su.exec(typed) ?? [];
  return { path, line: line === undefined ? null : Number(line) };
}

/** What `/summarise`, `/compare` and `/explain` ask for; `null` where what stands behind them doesn't say it. */
export function askedReport(name: "summarise" | "compare" | "explain", argument: string): AskedReport | null {
  const parts = argument.split(BETWEEN).map((part) => part.trim());
  if (parts.includes("")) return null;
  if (name === "explain") {
    const of = namedPlace(argument);
    return parts.length > 1 || of.line === null ? null : { kind: "explanation", of };
  }
  if (name === "summarise") {
    const of = parts.map(namedPlace);
    return of.length > 1 && of.some(({ line }) => line === null) ? null : { kind: "summary", of };
  }
  // Two words can be nothing but two documents.
  const words = argument.split(/\s+/u);
  const [first, second, about = null, ...more] = parts.length === 1 && words.length === 2 ? words : parts;
  if (first === undefined || second === undefined || more.length > 0) return null;
  return { kind: "comparison", first, second, about };
}
