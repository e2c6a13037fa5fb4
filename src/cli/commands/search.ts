import { Command } from "commander";
import { FootnoteError } from "../../core/errors/errors.js";
import { whyNoPassage } from "../../core/quoted-phrases.js";
import { printableLine } from "../../core/text.js";
import { documentsNamed } from "../../core/wording.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { passageLines } from "../format/answer.js";
import { coverageLines, staleWarning } from "../format/coverage.js";
import { fileIn, styleWithLinks } from "../format/links.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { styleFor } from "../format/style.js";
import { addFilters, filtersOf } from "../input/filters.js";
import { type OpenedAssistant, openAssistant } from "../input/open-assistant.js";
import { SERVER, withCollections, withSettings } from "../input/options.js";
import { readQuestion } from "../input/read-question.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function searchCommand(context: CliContext): Command {
  const command = new Command("search")
    .description("list the passages that match best, as path:line: quote")
    .argument("<question...>", "words or a question; - reads them from standard input")
    .option("--explain", "show how each score came about")
    .option("--literal", "search all documents, whichever the question names")
    .option("--full-paths", "print absolute paths, for editors that are started elsewhere");
  addHelpNotes(command, {
    examples: [
      'footnote search "slave labor" --top-k 3',
      "footnote search Beijing --jsonl | jq -r .path",
      "vim -q <(footnote search Beijing --full-paths)",
    ],
  });
  addListFormats(command, { json: "print the passages and what was searched", jsonl: "print one passage a line" });
  addFilters(withSettings(withCollections(command), "topK", "reader", ...SERVER));
  return command.action(async (words: string[], options) => {
    const question = await readQuestion(words, context.stdin, context.signal);
    const opened = await openAssistant(context, options);
    const { assistant } = opened;
    try {
      const request = {
        question,
        ...filtersOf(options),
        explain: options.explain === true,
        literal: options.literal === true,
      };
      const pathOf = await pathsFor(options, opened);
      const results = await assistant.search(request, context.signal);
      const { passages, coverage } = results;
      const style = await styleWithLinks(context, opened);
      const aside = styleFor(context, context.stderr);
      const format = formatOf(options);
      if (format === "json") printJson(context, results);
      else {
        for (const passage of passages) {
          if (format === "jsonl") printJson(context, passage);
          else print(context, passageLines(passage, style, pathOf(passage.path)).join("\n"));
        }
        const why = passages.length > 0 ? null : whyNoPassage(question, coverage.documents_searched);
        if (why !== null) note(context, aside.warning(printableLine(why)));
        if (results.asked_of) note(context, aside.faint(`asked of: ${documentsNamed(results.asked_of.documents)}`));
        // Beside the hits, which are made for other programs to read.
        note(context, coverageLines(coverage, passages.length > 0, aside).join("\n"));
      }
      const warning = staleWarning(coverage, opened);
      if (warning) note(context, aside.warning(warning));
      context.setExitCode(exitCodeOf(passages.length > 0, coverage.stale));
    } finally {
      await assistant.close();
    }
  });
}

/** How paths are printed. @throws FootnoteError server_not_asked where the documents are elsewhere */
async function pathsFor(
  options: Readonly<Record<string, unknown>>,
  { assistant, settings: { server } }: OpenedAssistant,
): Promise<(path: string) => string> {
  if (options.fullPaths !== true) return (path) => path;
  if (server !== "") throw new FootnoteError("server_not_asked", { what: "`--full-paths`", server });
  return fileIn(await assistant.status());
}
