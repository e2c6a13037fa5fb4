import type { Answer } from "../../contract/answer.js";
import { type ErrorCode, FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { printable } from "../../core/text.js";
import { type CliContext, note, print } from "../context.js";
import { exitCodeOf, worseOf } from "../exit-codes.js";
import { formatAnswer } from "../format/answer.js";
import { formatError } from "../format/error.js";
import { ListPrinter, type OutputFormat } from "../format/output-options.js";
import { styleFor } from "../format/style.js";

/** What may be wrong with one question while the next one can be answered. Anything else ends the lines. */
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

/** What has come of one line. */
export type LineOutcome =
  | { readonly kind: "answer"; readonly question: string; readonly answer: Answer }
  /** Said on standard error; `refused` means that what was asked for was not done. */
  | { readonly kind: "said" | "refused"; readonly text: string }
  /** What was to be done beside answering has failed. */
  | { readonly kind: "failed"; readonly error: FootnoteError }
  /** The lines that follow are not read. */
  | { readonly kind: "left" };

/** A line that isn't blank; one that can't be a question has the error in its place. */
export interface NumberedLine {
  readonly text: string | FootnoteError;
  /** From 1. */
  readonly line: number;
}

interface EachOptions {
  readonly format: OutputFormat;
  /** Where the lines are from, as failures say it. */
  readonly name: string;
  /** @throws what fails a line's question, or all of them */
  take(line: string): Promise<LineOutcome>;
}

export interface EachOutcome {
  /** The worst of all lines. */
  readonly exitCode: number;
  /** The last answer's; `null` where there was none. */
  readonly coverage: Answer["coverage"] | null;
}

/**
 * Takes lines in their order and prints each answer as soon as it is there. A question that fails says so, has an
 * error object in its place, and the next line is taken.
 * @throws what `lines` throws, and what would fail every question
 */
export async function answerEach(
  context: CliContext,
  lines: AsyncIterable<NumberedLine>,
  { format, name, take }: EachOptions,
): Promise<EachOutcome> {
  const style = styleFor(context);
  const list = format === "text" ? null : new ListPrinter(context, format);
  let exitCode = 0;
  let coverage: EachOutcome["coverage"] = null;
  const fail = (error: FootnoteError, line: number) => {
    exitCode = worseOf(exitCode, error.exitCode);
    context.stderr.write(formatError(error, context, `${name}:${line}`));
  };
  try {
    for await (const { text, line } of lines) {
      try {
        if (text instanceof FootnoteError) throw text;
        const done = await take(text);
        if (done.kind === "left") break;
        if (done.kind === "failed") fail(done.error, line);
        else if (done.kind === "answer") {
          const { answer, question } = done;
          coverage = answer.coverage;
          exitCode = worseOf(exitCode, exitCodeOf(answer.status === "answered", coverage.stale));
          if (list) list.add(answer);
          else print(context, `${style.accent(">")} ${printable(question)}\n${formatAnswer(answer, style)}\n`);
        } else {
          if (done.kind === "refused") exitCode = worseOf(exitCode, 2);
          note(context, done.text);
        }
      } catch (thrown) {
        const error = toFootnoteError(thrown);
        if (context.signal.aborted || !OF_ONE_QUESTION.includes(error.code)) throw thrown;
        list?.add(errorObject(error, text, line));
        fail(error, line);
      }
    }
  } catch (error) {
    list?.breakOff();
    throw error;
  }
  list?.end();
  return { exitCode, coverage };
}

function errorObject({ code, message, hint }: FootnoteError, question: string | FootnoteError, line: number) {
  return { schema: 1, error: { code, message, hint }, question: typeof question === "string" ? question : null, line };
}
