import type { FootnoteError } from "../../core/errors/errors.js";
import { printableLine } from "../../core/text.js";
import type { CliContext } from "../context.js";
import { styleFor } from "./style.js";

/**
 * What happened, to what, and what to do now; with FOOTNOTE_DEBUG set, also the cause's stack.
 * @param where file and line that it is about: `questions.txt:3` [none]
 */
export function formatError(error: FootnoteError, context: CliContext, where = ""): string {
  const style = styleFor(context, context.stderr);
  const lines = [
    `${style.failure("error:")} ${printableLine(where === "" ? error.message : `${where}: ${error.message}`)}`,
    `  ${printableLine(error.hint)}`,
  ];
  if (context.environment.FOOTNOTE_DEBUG) lines.push(String((error.cause as Error | undefined)?.stack ?? error.stack));
  return `${lines.join("\n")}\n`;
}
