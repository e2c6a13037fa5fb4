import { styleText } from "node:util";
import type { CliContext } from "../context.js";

export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  accent(text: string): string;
  warning(text: string): string;
  failure(text: string): string;
  /** @param path of a document, as the index has it */
  link(text: string, path: string): string;
}

type Format = Parameters<typeof styleText>[0];

/** Honours NO_COLOR, FORCE_COLOR and TERM=dumb, in the order of no-color.org and force-color.org. */
export function wantsColor(context: CliContext, stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = context.environment;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return stream.isTTY === true && TERM !== "dumb";
}

export function styleFor(context: CliContext, stream: { readonly isTTY?: boolean } = context.stdout): Style {
  const color = wantsColor(context, stream);
  const paint = (format: Format) => (text: string) => (color ? styleText(format, text) : text);
  return {
    strong: paint("bold"),
    faint: paint("dim"),
    accent: paint("cyan"),
    warning: paint("yellow"),
    failure: paint("red"),
    link: (text) => text,
  };
}
