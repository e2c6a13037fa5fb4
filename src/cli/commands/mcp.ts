import { Command } from "commander";
import { type CliContext, note } from "../context.js";
import { openAssistant } from "../input/open-assistant.js";
import { ANSWERING, WRITING, withSettings } from "../input/options.js";
import { serverWriter } from "../input/server-writer.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function mcpCommand(context: CliContext): Command {
  const command = new Command("mcp").description(
    "serve a program that speaks the Model Context Protocol, over standard input and output",
  );
  addHelpNotes(command, {
    notes: "A client starts it: docs/mcp.md says how.",
    examples: ["footnote mcp --index ~/papers/.footnote"],
  });
  return withSettings(command, ...ANSWERING, ...WRITING).action(async (options) => {
    if (context.stdin.isTTY)
      note(context, "This speaks the Model Context Protocol: a client has to start it. Ctrl-C ends it.");
    const { assistant, local, settings } = await openAssistant(context, options);
    try {
      const { serveStdio } = await import("../../server/mcp/serve-stdio.js");
      const { stdin, stdout, signal } = context;
      const log = (error: Error, tool: string) =>
        note(context, `${tool}: ${String((error.cause as Error | undefined)?.stack ?? error.stack)}`);
      // What another server has written is asked of that server itself.
      const writer = local ? serverWriter(settings, (problem) => note(context, problem)) : undefined;
      await serveStdio({ assistant, stdin, stdout, signal, log, writer });
    } finally {
      await assistant.close();
    }
  });
}
