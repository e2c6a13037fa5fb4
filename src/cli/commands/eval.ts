import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { FootnoteError } from "../../core/errors.js";
import { problemOf } from "../../core/fs-problems.js";
import type { EvalReport } from "../../eval/run-eval.js";
import { type CliContext, print, printJson } from "../context.js";
import { settingFlags, withSettings } from "../options.js";
import { progressReporter } from "../progress.js";

export function evalCommand(context: CliContext): Command {
  const command = new Command("eval")
    .description("measure retrieval, answers and refusals on a labelled set")
    .argument("<folder>", "holds questions.jsonl and, unless --corpus says otherwise, corpus/")
    .option("--corpus <folder>", "the documents that the questions are about")
    .option("--run <file>", "write what was retrieved, one line a question")
    .option("--no-removal", "do not ask again over indexes without the answering document")
    .option("--json", "print the figures as JSON")
    .addHelpText("after", "\nExample: footnote eval tests/evals/articles --corpus corpus");
  return withSettings(command, "passageTokens", "overlapTokens", "workers").action(async (set: string, options) => {
    const { readLabelledSet } = await import("../../eval/labelled-set.js");
    const { runEval } = await import("../../eval/run-eval.js");
    const { openSubject } = await import("../../eval/local-subject.js");
    const folder = resolve(context.cwd, set);
    const questions = await readLabelledSet(folder);
    const corpus = options.corpus ? resolve(context.cwd, options.corpus) : join(folder, "corpus");
    const settings = await context.settings(settingFlags(options));
    const index = options.index ? settings.index : join(settings.index, "eval", nameOf(corpus));
    const progress = progressReporter(context);
    const subject = await openSubject({
      settings: { ...settings, index },
      cwd: context.cwd,
      corpus,
      onProgress: progress.show,
      signal: context.signal,
    });
    progress.clear();
    try {
      const { report, retrieved } = await runEval(questions, subject);
      if (options.run) await writeRun(resolve(context.cwd, options.run), retrieved);
      if (options.json || !context.stdout.isTTY) printJson(context, report);
      else print(context, formatReport(report));
    } finally {
      await subject.close();
    }
  });
}

/** A folder for the index of a corpus, unlike that of any other. */
function nameOf(corpus: string): string {
  return createHash("sha256").update(corpus).digest("hex").slice(0, 12);
}

async function writeRun(path: string, retrieved: readonly (readonly object[])[]): Promise<void> {
  const lines = retrieved.map((passages) => `${JSON.stringify({ passages })}\n`);
  await writeFile(path, lines.join("")).catch((cause: unknown) => {
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  });
}

function formatReport({ questions, retrieval, answers, gate }: EvalReport): string {
  const percent = (value: number | null) => (value === null ? "–" : (100 * value).toFixed(1));
  const rows: [string, string][] = [["questions", String(questions)]];
  if (retrieval) {
    const { recall, top1, hit1, mrr, precision, characters } = retrieval;
    const shares = Object.entries({ recall, top1, "hit@1": hit1, MRR: mrr, precision });
    for (const [name, value] of shares) rows.push([name, percent(value)]);
    rows.push(["characters retrieved", characters.toFixed(0)]);
  }
  if (answers) {
    rows.push(["evidence cited", percent(answers.cited)], ["evidence cited whole", percent(answers.complete)]);
    rows.push(["characters cited", answers.characters.toFixed(0)]);
  }
  rows.push(
    ["answerable / unanswerable", `${gate.answerable} / ${gate.unanswerable}`],
    ["gate AUROC", percent(gate.auroc)],
    ["gate accuracy", percent(gate.accuracy)],
    ["false answers", percent(gate.false_answers)],
    ["false refusals", percent(gate.false_refusals)],
  );
  return rows.map(([name, value]) => `${name.padEnd(28)}${value.padStart(10)}`).join("\n");
}
