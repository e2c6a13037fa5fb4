import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { asPassageId, type PassageId } from "../../contract/ids.js";
import type { ReportTask } from "../../contract/requests.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { reportTitle } from "../../core/report-walk.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf } from "../exit-codes.js";
import { staleWarning } from "../format/coverage.js";
import { styleWithLinks } from "../format/links.js";
import { ReportText } from "../format/report.js";
import { styleFor } from "../format/style.js";
import { formatPrompt } from "../format/written.js";
import { EXPORT_HELP, exportOutcome } from "../input/export-outcome.js";
import { openAssistant } from "../input/open-assistant.js";
import { SERVER, WRITING, withCollections, withSettings } from "../input/options.js";
import { withConsent } from "../input/with-consent.js";
import { addHelpNotes } from "../reference/help-notes.js";

/** The model failed; the quotes are there. */
const FAILED = 2;
const PASSAGE_ID = /^p[0-9a-f]{16}$/u;
const LINE = /^(.+):(\d+)$/su;
const DOCUMENT = "path or id of the document, or a name that it alone has";
const PLACE = "passage id or path:line";

export function summariseCommand(context: CliContext): Command {
  const command = new Command("summarise")
    .alias("summarize")
    .description("say what a document or a selection says, section by section, each sentence cited")
    .argument("<what...>", `${DOCUMENT}; or several passages, each by its id or as path:line`);
  addHelpNotes(command, {
    examples: [
      "footnote summarise contracts/lease.pdf",
      "footnote summarise lease.txt:12 lease.txt:40",
      "footnote summarise lease.txt --write --llm-url http://127.0.0.1:11434",
    ],
  });
  return withReport(command, context, async ([what]: [string[]], assistant) => {
    const [only = "", ...others] = what;
    if (others.length === 0 && !isPassage(only)) return { task: "summary", document: only };
    return { task: "summary", passages: await Promise.all(what.map((one) => passageId(one, assistant))) };
  });
}

export function compareCommand(context: CliContext): Command {
  const command = new Command("compare")
    .description("say what two documents agree on, where they differ, and what only one of them says")
    .argument("<first>", DOCUMENT)
    .argument("<second>", "the same of the other one")
    .option("--about <subject>", "keep to what they say about this");
  addHelpNotes(command, {
    examples: ["footnote compare lease-2024.pdf lease-2025.pdf", 'footnote compare a.md b.md --about "notice periods"'],
  });
  return withReport(command, context, async ([first, second]: [string, string], _, { about }) => ({
    task: "comparison",
    first,
    second,
    ...(typeof about === "string" && { about }),
  }));
}

export function explainCommand(context: CliContext): Command {
  const command = new Command("explain")
    .description("show a passage with what bears on it elsewhere; with --write, explain it in plain words")
    .argument("<where>", PLACE);
  addHelpNotes(command, { examples: ["footnote explain lease.txt:12 --write --llm-url http://127.0.0.1:11434"] });
  return withReport(command, context, async ([where]: [string], assistant) => ({
    task: "explanation",
    passage: await passageId(where, assistant),
  }));
}

type Options = Readonly<Record<string, unknown>>;

/** Adds what all three have in common. @param taskOf what is asked for, by the command's arguments and options */
function withReport<Given extends unknown[]>(
  command: Command,
  context: CliContext,
  taskOf: (given: Given, assistant: Assistant, options: Options) => Promise<ReportTask>,
): Command {
  command
    .option("--write", "have a language model write it as well, each sentence proven (docs/writing.md)")
    .option("--show-prompt", "print exactly what --write sends; without --write, what it would send, and send nothing")
    .option("--export <file>", EXPORT_HELP)
    .option("--json", "print it as JSON");
  return withSettings(withCollections(command), ...SERVER, ...WRITING).action(async (...given: unknown[]) => {
    const options: Options = command.opts();
    const inWords = options.write === true || options.showPrompt === true;
    const opened = await openAssistant(context, inWords ? await withConsent(context, options) : options);
    const { assistant } = opened;
    try {
      const task = await taskOf(given as Given, assistant, options);
      const text = options.json ? null : new ReportText(await styleWithLinks(context, opened));
      const say = (lines: readonly string[]) => lines.length > 0 && print(context, lines.join("\n"));
      const report = await assistant.report(
        { task, write: options.write === true, ...(inWords && writingOf(options)) },
        { onEvent: (event) => text && say(text.heard(event)), signal: context.signal },
      );
      const { coverage, written } = report;
      if (text) say(text.end(report));
      else printJson(context, report);
      if (text && written?.prompt) print(context, `\nSent to the model\n\n${formatPrompt(written.prompt)}`);
      if (typeof options.export === "string") {
        const outcome = { kind: "report", report } as const;
        await exportOutcome(context, assistant, options.export, { question: reportTitle(report), outcome });
      }
      const { failure, warning } = styleFor(context, context.stderr);
      if (written?.problem) note(context, `${failure("error:")} ${written.problem.detail}\n  ${written.problem.hint}`);
      const stale = staleWarning(coverage, opened);
      if (stale) note(context, warning(stale));
      const exitCode = exitCodeOf(report.citations.length > 0, coverage.stale);
      context.setExitCode(written?.status === "failed" ? FAILED : exitCode);
    } finally {
      await assistant.close();
    }
  });
}

function writingOf({ showPrompt, write }: Options): { showPrompt: boolean; unsent: boolean } {
  return { showPrompt: showPrompt === true, unsent: write !== true };
}

/** Whether something given alone is a passage and no document. */
function isPassage(given: string): boolean {
  return LINE.test(given) || PASSAGE_ID.test(given);
}

/** @throws FootnoteError location_unknown, passage_unknown, passage_unnamed */
async function passageId(given: string, assistant: Assistant): Promise<PassageId> {
  const at = LINE.exec(given);
  if (at) return (await assistant.passageAt(at[1]!, Number(at[2]))).id;
  // A document or its name is the likelier slip than a passage that is gone.
  if (!PASSAGE_ID.test(given)) throw new FootnoteError("passage_unnamed", { location: given });
  return (await assistant.passage(asPassageId(given))).id;
}
