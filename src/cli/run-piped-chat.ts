import type { Assistant } from "../assistant/assistant.js";
import { answerEach } from "./answer-each.js";
import { type CliContext, note } from "./context.js";
import { staleLine } from "./format-coverage.js";
import type { OutputFormat } from "./output-options.js";
import { PipedChat } from "./piped-chat.js";
import { progressReporter } from "./progress.js";
import { numberedLines, STANDARD_INPUT } from "./read-question.js";
import { styleFor } from "./style.js";

export interface PipedOptions {
  readonly buildIndexFirst: boolean;
  readonly format: OutputFormat;
  /** Address of the server that is asked; empty where it is the index on this machine. */
  readonly server: string;
}

/** The chat without a terminal: a line in is a question or a command, as `PipedChat` takes it. */
export async function runPipedChat(
  context: CliContext,
  assistant: Assistant,
  { buildIndexFirst, format, server }: PipedOptions,
): Promise<void> {
  if (buildIndexFirst) {
    note(context, "There is no index yet: building it.");
    const progress = progressReporter(context);
    const built = await assistant.sync({ onProgress: progress.show, signal: context.signal });
    progress.clear();
    note(context, `Indexed ${built.documents} documents, ${built.passages} passages.`);
  }
  const chat = new PipedChat(assistant, context);
  const { exitCode, stale } = await answerEach(context, numberedLines(context.stdin, context.signal), {
    format,
    name: STANDARD_INPUT,
    take: (line) => chat.take(line),
  });
  const warning = staleLine(stale, server);
  if (warning) note(context, styleFor(context, context.stderr).warning(warning));
  context.setExitCode(exitCode);
}
