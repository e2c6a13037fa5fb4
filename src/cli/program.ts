import { Command, CommanderError } from "commander";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import { askCommand } from "./commands/ask.js";
import { chatCommand } from "./commands/chat.js";
import { completionCommand } from "./commands/completion.js";
import { doctorCommand } from "./commands/doctor.js";
import { evalCommand } from "./commands/eval.js";
import { indexCommand } from "./commands/index-folder.js";
import { mcpCommand } from "./commands/mcp.js";
import { searchCommand } from "./commands/search.js";
import { serveCommand } from "./commands/serve.js";
import { showCommand } from "./commands/show.js";
import { statusCommand } from "./commands/status.js";
import { tokenCommand } from "./commands/token.js";
import { verifyCommand } from "./commands/verify.js";
import { whyNotCommand } from "./commands/why-not.js";
import type { CliContext } from "./context.js";
import { formatError } from "./format/error.js";

/** All commands. Each loads what it needs when it runs, so that none waits for another's libraries. */
export function createProgram(context: CliContext, version: string): Command {
  const program = new Command("footnote")
    .description("Ask questions about a folder of documents, offline, and check every answer against its passage.")
    .version(version)
    .showHelpAfterError("(footnote --help shows the commands)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .exitOverride();
  const make = [
    indexCommand,
    askCommand,
    searchCommand,
    chatCommand,
    showCommand,
    verifyCommand,
    whyNotCommand,
    statusCommand,
    serveCommand,
    tokenCommand,
    mcpCommand,
    evalCommand,
    doctorCommand,
    completionCommand,
  ];
  for (const command of make) program.addCommand(command(context).copyInheritedSettings(program));
  return program;
}

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
