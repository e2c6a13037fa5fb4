import { createHash } from "node:crypto";
import { access, appendFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { Settings } from "../../core/settings.js";
import type { Limit } from "../../eval/metrics/baseline.js";
import { HEADLINE_NAMES } from "../../eval/metrics/headlines.js";
import { PARTS, type Part } from "../../eval/without-parts.js";
import { storePlace } from "../../store/store-place.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { progressReporter } from "../format/progress.js";
import { ANSWERING, choicesSaid, oneOf, settingFlags, WRITING, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

/** What the command ends with when a figure is beyond its limit. */
const FAILED = 1;

export function evalCommand(context: CliContext): Command {
  const command = new Command("eval")
    .description("measure retrieval, answers and refusals on a labelled set")
    .argument("<folder>", "holds questions.jsonl and, unless --corpus says otherwise, corpus/")
    .option("--corpus <folder>", "the documents that the questions are about")
    .option("--run <file>", "write what was retrieved, one line a question")
    .option("--baseline <file>", "compare with an earlier result, written by --json, question by question")
    .addOption(
      new Option(
        "--fail-under <limit>",
        "end with 1 if any figure is worse than the baseline by more than this many percentage points, or if one is " +
          "beyond a value (recall=90, false_answers=5); repeatable",
      ).argParser(limitOf),
    )
    .addOption(
      new Option("--without <part>", "leave a part out to see what it is worth; repeatable")
        .choices(PARTS)
        .argParser(partsOf)
        .default([], "nothing"),
    )
    .option("--write", "have the answers written as well, and measure what of that is shown")
    .option("--written <file>", "with --write: write what was written, one line a question, as it comes")
    .addOption(
      new Option("--limit <number>", "take only so many of the questions, evenly from all of them").argParser(countOf),
    )
    .option("--no-removal", "do not ask again without the answering documents and paragraphs")
    .option("--json", "print the figures as JSON");
  addHelpNotes(command, {
    examples: ["footnote eval tests/evals/articles --corpus corpus --fail-under recall=90"],
  });
  return withSettings(command, ...ANSWERING, ...WRITING, "passageTokens", "overlapTokens", "workers").action(
    async (set: string, options) => {
      const limits: readonly Limit[] = options.failUnder ?? [];
      if (options.written && !options.write) command.error("error: option '--written <file>' needs --write");
      if (!options.baseline && limits.some(({ kind }) => kind === "drop")) {
        command.error("error: option '--fail-under <limit>' needs --baseline, or a limit like recall=90");
      }
      const { readLabelledSet } = await import("../../eval/labelled-set.js");
      const { readRejected } = await import("../../eval/kept-judgements.js");
      const { runEval } = await import("../../eval/run-eval.js");
      const { readLabelledStatements } = await import("../../eval/labelled-statements.js");
      const { openSubject } = await import("../../eval/local-subject.js");
      const { changesSince, failuresOf, readBaseline } = await import("../../eval/metrics/baseline.js");
      const { headlinesOf } = await import("../../eval/metrics/headlines.js");
      const { questionMoves } = await import("../../eval/metrics/outcomes.js");
      const { formatEval } = await import("../format/eval.js");
      const folder = resolve(context.cwd, set);
      const rejected = await readRejected(folder);
      const all = await readLabelledSet(folder, { mayBeEmpty: rejected.length > 0 });
      const questions = evenlyOf(all, options.limit ?? all.length);
      const statements = await readLabelledStatements(folder);
      const before = options.baseline ? await readBaseline(resolve(context.cwd, options.baseline)) : null;
      const settings = await context.settings(settingFlags(options));
      const corpus = options.corpus
        ? resolve(context.cwd, options.corpus)
        : await documentsOf(folder, settings, context);
      const name = nameOf(corpus);
      const index = options.index ? settings.index : join(settings.index, "eval", name);
      // Never in the place of the index that people ask.
      const opensearchName = options.opensearchName ?? `${settings.opensearchName}-eval-${name}`;
      const without: readonly Part[] = options.without;
      const progress = progressReporter(context);
      const subject = await openSubject({
        settings: { ...settings, index, opensearchName },
        cwd: context.cwd,
        corpus,
        without: new Set(without),
        onProgress: progress.show,
        signal: context.signal,
      });
      progress.clear();
      try {
        const { report, retrieved } = await runEval(questions, subject, {
          removal: options.removal,
          rejected,
          statements,
          write: options.write === true,
          ...(options.written && {
            onWritten: async ({ question }, trial) =>
              appendLine(resolve(context.cwd, options.written), { question, ...trial }),
          }),
        });
        if (options.run) await writeRun(resolve(context.cwd, options.run), retrieved);
        const now = headlinesOf(report);
        const changes = before ? changesSince(before.figures, now) : [];
        const moves = before ? questionMoves(before.outcomes, report.outcomes) : [];
        const failed = failuresOf(limits, now, changes);
        if (options.json) {
          printJson(context, {
            ...report,
            without,
            ...(before && { changes, moves }),
            ...(limits.length > 0 && { failed }),
          });
        } else print(context, formatEval(report, changes, moves));
        for (const failure of failed) note(context, failure);
        if (failed.length > 0) context.setExitCode(FAILED);
      } finally {
        await subject.close();
      }
    },
  );
}

/** The set's own folder of documents, or the one that the index here was made of, as for judgements kept in the chat. */
async function documentsOf(set: string, settings: Settings, { cwd }: CliContext): Promise<string> {
  const own = join(set, "corpus");
  const isThere = await access(own).then(
    () => true,
    () => false,
  );
  if (isThere) return own;
  const { openStore } = await import("../../store/open-store.js");
  const store = openStore(storePlace(settings, cwd));
  try {
    return (await store.corpus()) ?? own;
  } finally {
    await store.close();
  }
}

/** Some of a list, in its order and at even distances. */
function evenlyOf<T>(all: readonly T[], count: number): T[] {
  const some = Math.min(count, all.length);
  return Array.from({ length: some }, (_, i) => all[Math.floor((i * all.length) / some)]!);
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("It takes a number from 1 on.");
  return Number(text);
}

function limitOf(text: string, earlier: readonly Limit[] = []): readonly Limit[] {
  const [, name, number] = /^(?:(\w+)=)?(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError("It takes a number, or one like recall=90.");
  if (name === undefined) return [...earlier, { kind: "drop", points: Number(number) }];
  const headline = HEADLINE_NAMES.find((one) => one === name);
  if (!headline) throw new InvalidArgumentError(choicesSaid("The figures are", name, HEADLINE_NAMES));
  return [...earlier, { kind: "value", name: headline, percent: Number(number) }];
}

function partsOf(text: string, earlier: readonly Part[]): readonly Part[] {
  const parts = text.split(",").map((name) => {
    return oneOf(PARTS)(name) as Part;
  });
  return [...earlier, ...parts];
}

/** A folder for the index of a corpus, unlike that of any other. */
function nameOf(corpus: string): string {
  return createHash("sha256").update(corpus).digest("hex").slice(0, 12);
}

async function writeRun(path: string, retrieved: readonly (readonly object[])[]): Promise<void> {
  const lines = retrieved.map((passages) => `${JSON.stringify({ passages })}\n`);
  await writeFile(path, lines.join("")).catch(unwritable(path));
}

async function appendLine(path: string, value: object): Promise<void> {
  await appendFile(path, `${JSON.stringify(value)}\n`).catch(unwritable(path));
}

function unwritable(path: string) {
  return (cause: unknown) => {
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  };
}
