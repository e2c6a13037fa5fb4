import { Command } from "commander";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { addFilters, filtersOf } from "../filters.js";
import { formatAnswer } from "../format-answer.js";
import { staleLine } from "../format-coverage.js";
import { openAssistant, serverOf } from "../open-assistant.js";
import { SERVER, withSettings } from "../options.js";
import { readQuestion } from "../read-question.js";
import { styleFor } from "../style.js";

export function askCommand(context: CliContext): Command {
  const command = new Command("ask")
    .description("answer a question with the passages that prove it")
    .argument("<question...>", "the question; - reads it from standard input")
    .option("--explain", "show how each score came about")
    .option("--json", "print the answer object")
    .addHelpText("after", '\nExample: footnote ask "Who met with the North Koreans for seven hours in Beijing?"');
  addFilters(withSettings(command, "topK", ...SERVER));
  return command.action(async (words: string[], options) => {
    const question = await readQuestion(words, context.stdin, context.signal);
    const assistant = await openAssistant(context, options);
    try {
      const request = { question, ...filtersOf(options), explain: options.explain === true };
      const answer = await assistant.ask(request, context.signal);
      if (options.json) printJson(context, answer);
      else print(context, formatAnswer(answer, styleFor(context)));
      const warning = staleLine(answer.coverage.stale, await serverOf(context, options));
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(exitCodeOf(answer.status === "answered", answer.coverage.stale));
    } finally {
      await assistant.close();
    }
  });
}
