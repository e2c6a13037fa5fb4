import { Command } from "commander";
import { printableLine } from "../../core/text.js";
import { type CliContext, print, printJson } from "../context.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { settingFlags, WRITING, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function modelsCommand(context: CliContext): Command {
  const command = new Command("models").description("list the language models of the server that --write uses");
  addHelpNotes(command, { examples: ["footnote models --llm-url http://127.0.0.1:11434"] });
  addListFormats(command, { json: "print the names as JSON", jsonl: "print one name a line, as JSON" });
  return withSettings(command, ...WRITING).action(async (options) => {
    const { openWriter } = await import("../../writing/open-writer.js");
    const { consentedHosts } = await import("../input/writer-consent.js");
    const settings = await context.settings(settingFlags(options));
    const llmConsent = await consentedHosts(context, settings);
    const writer = await openWriter({ ...settings, llmConsent }, context.cwd);
    const models = await writer.models(context.signal);
    const format = formatOf(options);
    if (format === "json") printJson(context, { host: writer.host, models });
    else
      for (const model of models)
        format === "jsonl" ? printJson(context, { model }) : print(context, printableLine(model));
  });
}
