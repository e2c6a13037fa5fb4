import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { AskRequest, Assistant } from "../assistant/assistant.js";
import type { Answer } from "../core/answer.js";
import { type ErrorCode, FootnoteError, toFootnoteError } from "../core/errors.js";
import { problemOf } from "../core/fs-problems.js";
import { printable } from "../core/printable.js";
import { type CliContext, print } from "./context.js";
import { exitCodeOf, worseOf } from "./exit-codes.js";
import { formatAnswer } from "./format-answer.js";
import { formatError } from "./format-error.js";
import { ListPrinter, type OutputFormat } from "./output-options.js";
import { readLines } from "./read-question.js";
import { styleFor } from "./style.js";

/** What may be wrong with one question while the next one can be answered. Anything else ends the batch. */
const OF_ONE_QUESTION: readonly ErrorCode[] = [
  "question_empty",
  "question_too_long",
  "question_not_text",
  "request_timed_out",
  "server_asks_to_wait",
  "server_cut_off",
  "server_silent",
  "server_failed",
  "internal",
];

export interface BatchOptions {
  /** File with a question a line, relative to the working folder; `-` reads standard input. */
  readonly from: string;
  readonly format: OutputFormat;
  /** What goes with each question. */
  readonly request: Omit<AskRequest, "question">;
}

interface BatchOutcome {
  readonly exitCode: number;
  /** As the last answer knew it. */
  readonly stale: Answer["coverage"]["stale"];
}

/**
 * Answers one question a line, each by itself and in their order, and prints each answer as soon as it is there.
 * A question that fails has an error object in its place.
 * @throws FootnoteError questions_unreadable, and what would fail every question
 */
export async function askBatch(
  context: CliContext,
  assistant: Assistant,
  options: BatchOptions,
): Promise<BatchOutcome> {
  const { format, from, request } = options;
  const style = styleFor(context);
  const list = format === "text" ? null : new ListPrinter(context, format);
  let exitCode = 0;
  let stale: BatchOutcome["stale"] = null;
  let asked = 0;
  try {
    for await (const { question, line } of numberedQuestions(context, from)) {
      asked += 1;
      try {
        if (question instanceof FootnoteError) throw question;
        const answer = await assistant.ask({ ...request, question }, context.signal);
        stale = answer.coverage.stale;
        exitCode = worseOf(exitCode, exitCodeOf(answer.status === "answered", stale));
        if (list) list.add(answer);
        else print(context, `${style.accent(">")} ${printable(question)}\n${formatAnswer(answer, style)}\n`);
      } catch (thrown) {
        const error = toFootnoteError(thrown);
        if (context.signal.aborted || !OF_ONE_QUESTION.includes(error.code)) throw thrown;
        exitCode = worseOf(exitCode, error.exitCode);
        list?.add(errorObject(error, question, line));
        context.stderr.write(formatError(error, context, `${nameOf(from)}:${line}`));
      }
    }
  } finally {
    list?.end();
  }
  if (asked === 0) throw unreadable(from, "it holds no questions");
  return { exitCode, stale };
}

function errorObject({ code, message, hint }: FootnoteError, question: string | FootnoteError, line: number) {
  return { schema: 1, error: { code, message, hint }, question: typeof question === "string" ? question : null, line };
}

/** The lines that aren't blank, with their numbers. A line that can't be a question has the error in its place. */
async function* numberedQuestions(context: CliContext, from: string) {
  const { cwd, signal, stdin } = context;
  const stream = from === "-" ? stdin : createReadStream(resolve(cwd, from));
  let line = 0;
  try {
    for await (const question of readLines(stream, signal)) {
      line += 1;
      if (question !== "") yield { question, line };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(from, problemOf(error), error);
  }
}

function unreadable(from: string, problem: string, cause?: unknown): FootnoteError {
  return new FootnoteError("questions_unreadable", { path: nameOf(from), problem }, { cause });
}

function nameOf(from: string): string {
  return from === "-" ? "Standard input" : from;
}
