import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { AskRequest, Assistant } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { CliContext } from "../context.js";
import type { OutputFormat } from "../format/output-options.js";
import { answerEach, type EachOutcome, type NumberedLine } from "./answer-each.js";
import { numberedLines, STANDARD_INPUT } from "./read-question.js";

export interface BatchOptions {
  /** File with a question a line, relative to the working folder; `-` reads standard input. */
  readonly from: string;
  readonly format: OutputFormat;
  /** What goes with each question. */
  readonly request: Omit<AskRequest, "question">;
}

/**
 * Answers one question a line, each by itself, as `answerEach` does.
 * @throws FootnoteError questions_unreadable, and what would fail every question
 */
export function askBatch(context: CliContext, assistant: Assistant, options: BatchOptions): Promise<EachOutcome> {
  const { format, from, request } = options;
  return answerEach(context, questionsOf(context, from), {
    format,
    name: nameOf(from),
    take: async (question) => {
      const answer = await assistant.ask({ ...request, question }, context.signal);
      return { kind: "answer", question, answer };
    },
  });
}

async function* questionsOf({ cwd, signal, stdin }: CliContext, from: string): AsyncGenerator<NumberedLine> {
  const stream = from === "-" ? stdin : createReadStream(resolve(cwd, from));
  let isEmpty = true;
  try {
    for await (const question of numberedLines(stream, signal)) {
      isEmpty = false;
      yield question;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(from, problemOf(error), error);
  }
  if (isEmpty) throw unreadable(from, "it holds no questions");
}

function unreadable(from: string, problem: string, cause?: unknown): FootnoteError {
  return new FootnoteError("questions_unreadable", { path: nameOf(from), problem }, { cause });
}

function nameOf(from: string): string {
  return from === "-" ? STANDARD_INPUT : from;
}
