import type { Assistant } from "../assistant/assistant.js";
import type { Answer } from "../core/answer.js";
import { toFootnoteError } from "../core/errors.js";
import { printable } from "../core/printable.js";
import { type CliContext, note, print, printJson } from "./context.js";
import { exitCodeOf, worseOf } from "./exit-codes.js";
import { formatAnswer } from "./format-answer.js";
import { staleLine } from "./format-coverage.js";
import { formatError } from "./format-error.js";
import { PipedChat } from "./piped-chat.js";
import { progressReporter } from "./progress.js";
import { readLines } from "./read-question.js";
import { styleFor } from "./style.js";

export interface LineOptions {
  readonly buildIndexFirst: boolean;
  readonly json: boolean;
  /** As `serverOf` gives it. */
  readonly server: string;
}

/** One question a line in, one answer each out. What fails says so and the next line is read. */
export async function answerLines(
  context: CliContext,
  assistant: Assistant,
  { buildIndexFirst, json, server }: LineOptions,
): Promise<void> {
  if (buildIndexFirst) {
    note(context, "There is no index yet: building it.");
    const progress = progressReporter(context);
    const built = await assistant.sync({ onProgress: progress.show, signal: context.signal });
    progress.clear();
    note(context, `Indexed ${built.documents} documents, ${built.passages} passages.`);
  }
  const style = styleFor(context);
  const chat = new PipedChat(assistant, context);
  let worst = 0;
  let stale: Answer["coverage"]["stale"] = null;
  for await (const line of readLines(context.stdin, context.signal)) {
    if (line === "") continue;
    try {
      if (typeof line !== "string") throw line;
      const done = await chat.take(line);
      if (done.kind === "left") break;
      if (done.kind === "refused") worst = worseOf(worst, 2);
      if (done.kind !== "answer") {
        note(context, done.text);
        continue;
      }
      const { answer, question } = done;
      if (json) printJson(context, answer);
      else print(context, `${style.accent(">")} ${printable(question)}\n${formatAnswer(answer, style)}\n`);
      stale = answer.coverage.stale;
      worst = worseOf(worst, exitCodeOf(answer.status === "answered", answer.coverage.stale));
    } catch (error) {
      if (context.signal.aborted) throw error;
      const known = toFootnoteError(error);
      context.stderr.write(formatError(known, context));
      if (known.exitCode !== 2 || known.code === "internal") throw known;
      worst = worseOf(worst, known.exitCode);
    }
  }
  const warning = staleLine(stale, server);
  if (warning) note(context, styleFor(context, context.stderr).warning(warning));
  context.setExitCode(worst);
}
