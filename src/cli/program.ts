import { Command } from "commander";
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
