import { Command } from "commander";
import { type CliContext, note } from "../context.js";
import { bringUpToDate } from "../follow-folder.js";
import { chosenOf, openAssistant } from "../input/open-assistant.js";
import { ANSWERING, WRITING, withCollections, withSettings } from "../input/options.js";
import { serverWriter } from "../input/server-writer.js";
import { addHelpNotes } from "../reference/help-notes.js";

/** @param reserved names of commands, which no collection may have */
export function mcpCommand(context: CliContext, reserved: readonly string[]): Command {
  const command = new Command("mcp")
    .description("serve a program that speaks the Model Context Protocol, over standard input and output")
    .argument("[folder...]", "folders or collections to answer of [the index of --index]");
  addHelpNotes(command, {
    notes: "A client starts it: docs/mcp.md says how.",
    examples: ["footnote mcp ~/papers", "footnote mcp --in papers --in contracts"],
  });
  return withSettings(withCollections(command), ...ANSWERING, ...WRITING).action(async (words: string[], options) => {
    if (context.stdin.isTTY)
      note(context, "This speaks the Model Context Protocol: a client has to start it. Ctrl-C ends it.");
    const collections = await chosenOf(context, words, options, reserved);
    const { assistant, local, settings } = await openAssistant(context, options, { buildProcess: true, collections });
    try {
      const { serveStdio } = await import("../../server/mcp/serve-stdio.js");
      const { stdin, stdout, signal } = context;
      const log = (error: Error, tool: string) =>
        note(context, `${tool}: ${String((error.cause as Error | undefined)?.stack ?? error.stack)}`);
      // What another server has written is asked of that server itself.
      const writer = local ? serverWriter(settings, (problem) => note(context, problem)) : undefined;
      const building = words.length > 0 ? bringUpToDate(context, assistant) : null;
      await serveStdio({ assistant, stdin, stdout, signal, log, writer });
      await building;
    } finally {
      await assistant.close();
    }
  });
}
