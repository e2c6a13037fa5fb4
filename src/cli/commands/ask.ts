import { Command } from "commander";
import type { Answer } from "../../contract/answer.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { formatAnswer } from "../format/answer.js";
import { staleWarning } from "../format/coverage.js";
import { styleWithLinks } from "../format/links.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { styleFor } from "../format/style.js";
import { EXPORT_HELP, exportOutcome } from "../input/export-outcome.js";
import { addFilters, filtersOf } from "../input/filters.js";
import { openAssistant } from "../input/open-assistant.js";
import { ANSWERING, SERVER, WRITING, withCollections, withSettings } from "../input/options.js";
import { readQuestion } from "../input/read-question.js";
import { withConsent } from "../input/with-consent.js";
import { addHelpNotes } from "../reference/help-notes.js";

/** The model failed; the quoted answer is there. */
const FAILED = 2;
const NOTES = `
A batch answers each question by itself, in their order, and passes over blank lines. Where a question fails, its place
has {"schema":1,"error":{"code","message","hint"},"question","line"}, and the next one is asked. It ends with the worst
exit code of its questions: 2 (failed), 5, 1 (not found), 3, 0.`;
const EXAMPLES = [
  'footnote ask --write --llm-url http://127.0.0.1:11434 "Why was the bank cut off?"',
  'footnote ask "Who met with the North Koreans for seven hours in Beijing?"',
  "footnote ask --batch questions.txt --jsonl > answers.jsonl",
] as const;

export function askCommand(context: CliContext): Command {
  const command = new Command("ask")
    .description("answer a question with the passages that prove it")
    .argument("[question...]", "the question; - reads it from standard input")
    .option("--batch <file>", "answer one question a line of this file; - reads standard input")
    .option("--literal", "ask all documents, whichever the question names")
    .option("--explain", "show how each score came about")
    .option("--export <file>", EXPORT_HELP)
    .option("--write", "have a language model write the answer as well, each sentence proven (docs/writing.md)")
    .option("--show-prompt", "print exactly what --write sends; without --write, what it would send, and send nothing");
  addHelpNotes(command, { notes: NOTES, examples: EXAMPLES });
  addListFormats(command, {
    json: "print the answer object; of a batch, an array of them",
    jsonl: "print one answer object a line, each as soon as it is there",
  });
  addFilters(withSettings(withCollections(command), "topK", ...ANSWERING, ...SERVER, ...WRITING));
  return command.action(async (words: string[], options) => {
    const batch: string | undefined = options.batch;
    if (words.length === 0 && batch === undefined) command.error("error: give a question, or --batch <file>");
    if (words.length > 0 && batch !== undefined) command.error("error: give a question or --batch, not both");
    const format = formatOf(options);
    const question = batch === undefined ? await readQuestion(words, context.stdin, context.signal) : "";
    const request = { ...filtersOf(options), explain: options.explain === true, literal: options.literal === true };
    const inWords = options.write === true || options.showPrompt === true;
    const file: string | undefined = options.export;
    if (file !== undefined && batch !== undefined) command.error("error: --export takes one question");
    if (inWords && batch !== undefined) command.error("error: --write and --show-prompt take one question");
    const opened = await openAssistant(context, inWords ? await withConsent(context, options) : options);
    const { assistant } = opened;
    const finish = (exitCode: number, coverage: Answer["coverage"] | null) => {
      const warning = coverage === null ? "" : staleWarning(coverage, opened);
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(exitCode);
    };
    try {
      if (batch !== undefined) {
        const { askBatch } = await import("../input/ask-batch.js");
        const { exitCode, coverage } = await askBatch(context, assistant, { from: batch, format, request });
        return finish(exitCode, coverage);
      }
      if (inWords) {
        const { askInWords } = await import("../input/ask-in-words.js");
        const asked = { ...request, question, showPrompt: options.showPrompt === true, unsent: options.write !== true };
        const style = format === "text" ? await styleWithLinks(context, opened) : null;
        const answer = await askInWords(context, assistant, asked, style);
        if (style === null) printJson(context, answer);
        if (file !== undefined)
          await exportOutcome(context, assistant, file, { question, outcome: { kind: "answer", answer } });
        const exitCode = exitCodeOf(answer.status === "answered", answer.coverage.stale);
        return finish(answer.written?.status === "failed" ? FAILED : exitCode, answer.coverage);
      }
      const answer = await assistant.ask({ ...request, question }, context.signal);
      if (format === "text") print(context, formatAnswer(answer, await styleWithLinks(context, opened)));
      else printJson(context, answer);
      if (file !== undefined)
        await exportOutcome(context, assistant, file, { question, outcome: { kind: "answer", answer } });
      finish(exitCodeOf(answer.status === "answered", answer.coverage.stale), answer.coverage);
    } finally {
      await assistant.close();
    }
  });
}
