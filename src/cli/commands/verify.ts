import { Command } from "commander";
import type { VerifyRequest } from "../../assistant/assistant.js";
import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import type { Verification } from "../../contract/verification.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { singleSpaced } from "../../core/text.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { staleWarning } from "../format/coverage.js";
import { styleWithLinks } from "../format/links.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { styleFor } from "../format/style.js";
import { formatVerification } from "../format/verification.js";
import { addFilters, filtersOf } from "../input/filters.js";
import { openAssistant } from "../input/open-assistant.js";
import { SERVER, withCollections, withSettings } from "../input/options.js";
import { readCitations } from "../input/read-citations.js";
import { readQuestion } from "../input/read-question.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function verifyCommand(context: CliContext): Command {
  const command = new Command("verify")
    .description("check a statement against the documents, or an answer's citations against the files")
    .argument("[statement...]", "the statement; - reads it from standard input")
    .option(
      "--citations <file>",
      "re-read the files that an answer (ask --json) cites; - reads it from standard input",
    );
  addHelpNotes(command, {
    notes: "It ends with 0 if everything is supported or valid, and with 1 otherwise.",
    examples: [
      'footnote verify "Mexico expelled North Korea\'s ambassador on September 7."',
      'footnote ask --json "Who expelled an ambassador?" | footnote verify --citations -',
    ],
  });
  addListFormats(command, {
    json: "print the verdicts as JSON",
    jsonl: "print one verdict a line: a sentence's, or a citation's",
  });
  addFilters(withSettings(withCollections(command), "reader", ...SERVER));
  return command.action(async (words: string[], options) => {
    if (words.length === 0 && options.citations === undefined) command.error("error: give a statement, or --citations");
    if (words.length > 0 && options.citations !== undefined) {
      command.error("error: give a statement or --citations, not both");
    }
    const request: VerifyRequest =
      options.citations === undefined
        ? { statements: [await readStatement(words, context)], ...filtersOf(options) }
        : { citations: await readCitations(options.citations, context) };
    const opened = await openAssistant(context, options);
    const { assistant } = opened;
    try {
      const result = await assistant.verify(request, context.signal);
      const format = formatOf(options);
      if (format === "json") printJson(context, result);
      else if (format === "jsonl") for (const verdict of verdictsOf(result)) printJson(context, verdict);
      else print(context, formatVerification(result, await styleWithLinks(context, opened)));
      const warning = staleWarning(result.coverage, opened);
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(exitCodeOf(holds(result), result.coverage.stale));
    } finally {
      await assistant.close();
    }
  });
}

/** @throws FootnoteError statement_empty, statement_too_long, question_not_text */
async function readStatement(words: readonly string[], { stdin, signal }: CliContext): Promise<string> {
  const statement = await readQuestion(words, stdin, signal);
  const { interpretQuestion } = await import("../../search/question/question.js");
  try {
    interpretQuestion(statement);
  } catch (cause) {
    const { code } = toFootnoteError(cause);
    if (code === "question_empty") throw new FootnoteError("statement_empty", {}, { cause });
    if (code !== "question_too_long") throw cause;
    const length = singleSpaced(statement).length;
    throw new FootnoteError("statement_too_long", { length, limit: MAX_QUESTION_CHARACTERS }, { cause });
  }
  return statement;
}

function verdictsOf({ statements, citations }: Verification): readonly object[] {
  return [...statements.flatMap((statement) => statement.sentences), ...citations];
}

function holds({ statements, citations }: Verification): boolean {
  const sentences = statements.flatMap((statement) => statement.sentences);
  return sentences.every(({ verdict }) => verdict === "supported") && citations.every(({ state }) => state === "valid");
}
