import { CommanderError } from "commander";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import type { CliContext } from "./context.js";
import { formatError } from "./format-error.js";
import { createProgram } from "./program.js";

/**
 * Runs a command line; what goes wrong is said on standard error. The context learns the exit code.
 * @param args what stands behind `footnote`
 */
export async function runProgram(context: CliContext, version: string, args: readonly string[]): Promise<void> {
  try {
    await createProgram(context, version).parseAsync(args, { from: "user" });
  } catch (error) {
    context.setExitCode(error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : sayFailure(error, context));
  }
}

/** Says what went wrong and gives the exit code. */
export function sayFailure(error: unknown, context: CliContext): number {
  const isInterruption = context.signal.aborted && !(error instanceof FootnoteError);
  const known = isInterruption ? new FootnoteError("interrupted", {}, { cause: error }) : toFootnoteError(error);
  context.stderr.write(formatError(known, context));
  return known.exitCode;
}
