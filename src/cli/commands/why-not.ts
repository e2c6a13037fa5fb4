import { Command } from "commander";
import { type CliContext, print, printJson } from "../context.js";
import { formatWhyNot } from "../format/miss.js";
import { styleFor } from "../format/style.js";
import { addFilters, filtersOf } from "../input/filters.js";
import { openLocalAssistant } from "../input/open-assistant.js";
import { ANSWERING, withCollections, withSettings } from "../input/options.js";
import { readQuestion } from "../input/read-question.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function whyNotCommand(context: CliContext): Command {
  const command = new Command("why-not")
    .description("say why a document is not in the answer to a question")
    .argument("<document>", "path or id of the document")
    .argument("<question...>", "the question; - reads it from standard input")
    .option("--literal", "ask all documents, whichever the question names")
    .option("--json", "print it as JSON");
  addHelpNotes(command, { examples: ['footnote why-not 001_667eb3beee58e5a3.txt "Who met in Beijing?"'] });
  addFilters(withSettings(withCollections(command), "topK", ...ANSWERING));
  return command.action(async (document: string, words: string[], options) => {
    const question = await readQuestion(words, context.stdin, context.signal);
    const assistant = await openLocalAssistant(context, options, { command: "footnote why-not" });
    try {
      const miss = await assistant.whyNot(
        document,
        { question, ...filtersOf(options), literal: options.literal === true },
        context.signal,
      );
      if (options.json) printJson(context, miss);
      else print(context, formatWhyNot(miss, styleFor(context)));
    } finally {
      await assistant.close();
    }
  });
}
