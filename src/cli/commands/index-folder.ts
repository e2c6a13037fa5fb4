import { Command } from "commander";
import type { LocalAssistant } from "../../assistant/local/local-assistant.js";
import { READING_SETTINGS } from "../../core/settings.js";
import { type CliContext, print, printJson } from "../context.js";
import { followFolders } from "../follow-folder.js";
import { progressReporter } from "../format/progress.js";
import { formatSyncPlan, formatSyncResult } from "../format/sync.js";
import { openLocalAssistant } from "../input/open-assistant.js";
import { withCollections, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function indexCommand(context: CliContext): Command {
  const command = new Command("index")
    .alias("sync")
    .description("build the index of a folder, or bring it up to date")
    .argument("[folder]", "the documents (the folder of the last time, at first corpus/)")
    .option("--full", "embed everything anew")
    .option("--watch", "then follow the folder, or each of several, until Ctrl-C, which ends it with exit code 0")
    .option("--dry-run", "say what would change, and change nothing")
    .option("--jsonl", "print one event a line: progress, then done; with --dry-run the plan")
    .option("--json", "the same as --jsonl");
  addHelpNotes(command, {
    examples: ["footnote index ~/papers", "footnote index --watch", "footnote index --in all --watch"],
  });
  withSettings(
    withCollections(command),
    "passageTokens",
    "overlapTokens",
    "workers",
    "allowRemoteModels",
    ...READING_SETTINGS,
  );
  return command.action(async (folder: string | undefined, options) => {
    if (folder !== undefined && options.in) command.error("error: --in names folders: leave one of both out");
    const assistant = await openLocalAssistant(context, options, { command: "footnote index", corpus: folder });
    try {
      const json = options.json === true || options.jsonl === true;
      if (options.dryRun) {
        const plan = await assistant.plan(context.signal);
        if (json) printJson(context, { event: "plan", ...plan });
        else print(context, formatSyncPlan(plan));
        return;
      }
      await build(context, assistant, { full: options.full === true, json });
      if (options.watch) await followFolders(context, assistant, await assistant.folders());
    } finally {
      await assistant.close();
    }
  });
}

async function build(
  context: CliContext,
  assistant: LocalAssistant,
  { full, json }: { readonly full: boolean; readonly json: boolean },
): Promise<void> {
  const progress = progressReporter(context, json);
  try {
    const result = await assistant.sync({ full, signal: context.signal, onProgress: progress.show });
    progress.clear();
    if (json) printJson(context, { event: "done", ...result });
    else print(context, formatSyncResult(result));
  } finally {
    progress.clear();
  }
}
