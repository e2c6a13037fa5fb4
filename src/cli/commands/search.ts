import { Command } from "commander";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { addFilters, filtersOf } from "../filters.js";
import { passageLine, staleLine } from "../format-answer.js";
import { openAssistant } from "../open-assistant.js";
import { withSettings } from "../options.js";
import { readQuestion } from "../read-question.js";
import { styleFor } from "../style.js";

export function searchCommand(context: CliContext): Command {
  const command = new Command("search")
    .description("list the passages that match best, as path:line: quote")
    .argument("<question...>", "words or a question; - reads them from standard input")
    .option("--json", "print the passages as JSON")
    .addHelpText("after", '\nExample: footnote search "slave labor" --top-k 3');
  addFilters(withSettings(command, "topK"));
  return command.action(async (words: string[], options) => {
    const question = await readQuestion(words, context.stdin, context.signal);
    const assistant = await openAssistant(context, options);
    try {
      const results = await assistant.search({ question, ...filtersOf(options) }, context.signal);
      const { stale } = await assistant.status();
      const style = styleFor(context);
      if (options.json) printJson(context, results);
      else for (const passage of results.passages) print(context, passageLine(passage, style));
      const warning = staleLine(stale);
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(exitCodeOf(results.passages.length > 0, stale));
    } finally {
      await assistant.close();
    }
  });
}
