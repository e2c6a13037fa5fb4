import { Command } from "commander";
import type { SyncResult } from "../../assistant/assistant.js";
import { printable } from "../../core/printable.js";
import { type CliContext, print, printJson } from "../context.js";
import { count } from "../format-answer.js";
import { openAssistant } from "../open-assistant.js";
import { withSettings } from "../options.js";
import { progressReporter } from "../progress.js";

export function indexCommand(context: CliContext): Command {
  const command = new Command("index")
    .alias("sync")
    .description("build the index of a folder, or bring it up to date")
    .argument("[folder]", "the documents (the folder of the last time, at first corpus/)")
    .option("--full", "embed everything anew")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample: footnote index ~/papers");
  withSettings(command, "passageTokens", "overlapTokens", "workers", "allowRemoteModels");
  return command.action(async (folder: string | undefined, options) => {
    const assistant = await openAssistant(context, options, folder);
    const progress = progressReporter(context);
    try {
      const result = await assistant.sync({
        full: options.full === true,
        signal: context.signal,
        onProgress: progress.show,
      });
      progress.clear();
      if (options.json) printJson(context, result);
      else print(context, formatResult(result));
    } finally {
      progress.clear();
      await assistant.close();
    }
  });
}

function formatResult(result: SyncResult): string {
  const changes = [
    result.added.length && `${result.added.length} added`,
    result.changed.length && `${result.changed.length} changed`,
    result.deleted.length && `${result.deleted.length} deleted`,
  ].filter(Boolean);
  const what = changes.length > 0 ? changes.join(", ") : "nothing changed";
  const lines = [
    `Indexed ${count(result.documents, "document")} (${what}): ${count(result.passages, "passage")}, ` +
      `${result.embedded.toLocaleString("en")} embedded, in ${result.seconds.toFixed(1)} s.`,
  ];
  for (const { path, reason } of result.skipped) lines.push(`Skipped ${printable(path)}: ${printable(reason)}`);
  return lines.join("\n");
}
