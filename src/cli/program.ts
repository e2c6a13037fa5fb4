import { Command, CommanderError } from "commander";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import type { CliContext } from "./context.js";
import { formatError } from "./format/error.js";

type MakeCommand = (context: CliContext) => Command;

/** How each command comes into memory, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  open: async () => {
    const { openCommand } = await import("./commands/open.js");
    return (context) => openCommand(context, RESERVED);
  },
  index: async () => (await import("./commands/index-folder.js")).indexCommand,
  ask: async () => (await import("./commands/ask.js")).askCommand,
  search: async () => (await import("./commands/search.js")).searchCommand,
  chat: async () => (await import("./commands/chat.js")).chatCommand,
  conversations: async () => (await import("./commands/conversations.js")).conversationsCommand,
  show: async () => (await import("./commands/show.js")).showCommand,
  summarise: async () => (await import("./commands/report.js")).summariseCommand,
  compare: async () => (await import("./commands/report.js")).compareCommand,
  explain: async () => (await import("./commands/report.js")).explainCommand,
  verify: async () => (await import("./commands/verify.js")).verifyCommand,
  "why-not": async () => (await import("./commands/why-not.js")).whyNotCommand,
  status: async () => (await import("./commands/status.js")).statusCommand,
  collections: async () => {
    const { collectionsCommand } = await import("./commands/collections.js");
    return (context) => collectionsCommand(context, RESERVED);
  },
  serve: async () => {
    const { serveCommand } = await import("./commands/serve.js");
    return (context) => serveCommand(context, RESERVED);
  },
  token: async () => (await import("./commands/token.js")).tokenCommand,
  mcp: async () => {
    const { mcpCommand } = await import("./commands/mcp.js");
    return (context) => mcpCommand(context, RESERVED);
  },
  models: async () => (await import("./commands/models.js")).modelsCommand,
  eval: async () => (await import("./commands/eval.js")).evalCommand,
  doctor: async () => (await import("./commands/doctor.js")).doctorCommand,
  completion: async () => (await import("./commands/completion.js")).completionCommand,
};
/** What a word behind `footnote` is taken for before anything else. */
const RESERVED: readonly string[] = [...Object.keys(COMMANDS), "sync", "help"];
/** The command that writes down all of them. */
const KNOWS_ALL = "completion";

/** @param names of the commands that it has [all] */
export async function createProgram(
  context: CliContext,
  version: string,
  names: readonly string[] = Object.keys(COMMANDS),
): Promise<Command> {
  const program = new Command("footnote")
    .description("Ask questions about a folder of documents, offline, and check every answer against its passage.")
    .version(version)
    .showHelpAfterError("(footnote --help shows the commands)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      // A key that somebody took for a flag's value (--llm-key=...) stays out of what is written down.
      outputError: (text, write) => write(text.replace(/(unknown option '--[^'=]+)=[^']*'/u, "$1'")),
    })
    .exitOverride();
  const commands = await Promise.all(names.map((name) => COMMANDS[name]!()));
  for (const command of commands) program.addCommand(command(context).copyInheritedSettings(program));
  return program;
}

/** A command that is named by its own name is all that is needed to run it: none waits for another's code. */
function neededFor([first = ""]: readonly string[]): readonly string[] | undefined {
  return Object.hasOwn(COMMANDS, first) && first !== KNOWS_ALL ? [first] : undefined;
}

/**
 * Runs a command line; what goes wrong is said on standard error. The context learns the exit code.
 * @param args what stands behind `footnote`
 */
export async function runProgram(context: CliContext, version: string, args: readonly string[]): Promise<void> {
  try {
    const given = RESERVED.includes(args[0] ?? "") ? args : await atTheDoor(context, args);
    if (given === null) return;
    const program = await createProgram(context, version, neededFor(given));
    await program.parseAsync(given, { from: "user" });
  } catch (error) {
    context.setExitCode(error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : sayFailure(error, context));
  }
}

/** What to do where no command is named; `null` where all has been said. */
async function atTheDoor(context: CliContext, args: readonly string[]): Promise<readonly string[] | null> {
  const { enter } = await import("./door.js");
  return enter(context, args, RESERVED);
}

/** Says what went wrong and gives the exit code. */
export function sayFailure(error: unknown, context: CliContext): number {
  const isInterruption = context.signal.aborted && !(error instanceof FootnoteError);
  const known = isInterruption ? new FootnoteError("interrupted", {}, { cause: error }) : toFootnoteError(error);
  context.stderr.write(formatError(known, context));
  return known.exitCode;
}
