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
    .description("measure retrieval and refusals on a labelled set")
    .argument("<folder>", "holds questions.jsonl and, unless --corpus says otherwise, corpus/")
    .option("--corpus <folder>", "the documents that the questions are about")
    .option("--run <file>", "write what was retrieved, one line a question")
    .option("--json", "print the figures as JSON")
    .addHelpText("after", "\nExample: footnote eval tests/evals/articles --corpus corpus");
  return withSettings(command, "passageTokens", "overlapTokens", "workers").action(async (set: string, options) => {
    const { LocalAssistant } = await import("../../assistant/local-assistant.js");
    const { readLabelledSet } = await import("../../eval/labelled-set.js");
    const { runEval } = await import("../../eval/run-eval.js");
    const folder = resolve(context.cwd, set);
    const questions = await readLabelledSet(folder);
    const corpus = options.corpus ? resolve(context.cwd, options.corpus) : join(folder, "corpus");
    const flags = { ...settingFlags(options), index: options.index ?? join(".footnote", "eval", nameOf(corpus)) };
    const assistant = new LocalAssistant(await context.settings(flags), { cwd: context.cwd, corpus });
    const progress = progressReporter(context);
    try {
      await assistant.sync({ onProgress: progress.show, signal: context.signal });
      progress.clear();
      const { report, retrieved } = await runEval(questions, assistant);
      if (options.run) await writeRun(resolve(context.cwd, options.run), retrieved);
      if (options.json || !context.stdout.isTTY) printJson(context, report);
      else print(context, formatReport(report));
    } finally {
      progress.clear();
      await assistant.close();
    }
  });
}

/** A folder name for the index of a corpus, readable and unlike that of any other. */
function nameOf(corpus: string): string {
  return Buffer.from(corpus).toString("base64url").slice(-40);
}

async function writeRun(path: string, retrieved: readonly (readonly object[])[]): Promise<void> {
  const lines = retrieved.map((passages) => `${JSON.stringify({ passages })}\n`);
  await writeFile(path, lines.join("")).catch((cause: unknown) => {
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  });
}

function formatReport({ questions, retrieval, gate }: EvalReport): string {
  const percent = (value: number | null) => (value === null ? "–" : (100 * value).toFixed(1));
  const rows: [string, string][] = [["questions", String(questions)]];
  if (retrieval) {
    const { recall, top1, hit1, mrr, precision, characters } = retrieval;
    const shares = Object.entries({ recall, top1, "hit@1": hit1, MRR: mrr, precision });
    for (const [name, value] of shares) rows.push([name, percent(value)]);
    rows.push(["characters retrieved", characters.toFixed(0)]);
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
