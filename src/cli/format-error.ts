import type { FootnoteError } from "../core/errors.js";
import { printableLine } from "../core/printable.js";
import type { CliContext } from "./context.js";
import { styleFor } from "./style.js";

/** What happened, to what, and what to do now; with FOOTNOTE_DEBUG set, also the cause's stack. */
export function formatError(error: FootnoteError, context: CliContext): string {
  const style = styleFor(context, context.stderr);
  const lines = [`${style.failure("error:")} ${printableLine(error.message)}`, `  ${printableLine(error.hint)}`];
  if (context.environment.FOOTNOTE_DEBUG) lines.push(String((error.cause as Error | undefined)?.stack ?? error.stack));
  return `${lines.join("\n")}\n`;
}
