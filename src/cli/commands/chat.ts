import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import type { Answer } from "../../core/answer.js";
import { type PastTurn, pastTurnOf, TURNS_READ } from "../../core/conversation.js";
import { FootnoteError, toFootnoteError } from "../../core/errors.js";
import { printable } from "../../core/printable.js";
import { chatHost, clipboardOf, displayOf, wantsLines } from "../chat-host.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { exitCodeOf, worseOf } from "../exit-codes.js";
import { formatAnswer } from "../format-answer.js";
import { staleLine } from "../format-coverage.js";
import { formatError } from "../format-error.js";
import { addHelpNotes } from "../help-notes.js";
import { openAssistant, serverOf } from "../open-assistant.js";
import { SERVER, settingFlags, withSettings } from "../options.js";
import { progressReporter } from "../progress.js";
import { readLines } from "../read-question.js";
import { styleFor, wantsColor } from "../style.js";

export function chatCommand(context: CliContext): Command {
  const command = new Command("chat")
    .description("open the chat; without a terminal, answer one question a line from standard input")
    .option("--jsonl", "without a terminal: print one answer object a line")
    .option("--json", "the same as --jsonl");
  addHelpNotes(command, { examples: ["footnote chat", "footnote chat --jsonl < questions.txt"] });
  return withSettings(command, "topK", "screenReader", ...SERVER).action(async (options) => {
    const assistant = await openAssistant(context, options);
    try {
      const buildIndexFirst = await lacksIndex(assistant);
      const server = await serverOf(context, options);
      if (context.stdin.isTTY && context.stdout.isTTY) {
        const { screenReader } = await context.settings(settingFlags(options));
        const open = screenReader || wantsLines(context.environment) ? openLinearChat : openChat;
        await open(context, assistant, { buildIndexFirst, server });
      } else {
        const json = options.json === true || options.jsonl === true;
        await answerLines(context, assistant, { buildIndexFirst, json, server });
      }
    } finally {
      await assistant.close();
    }
  });
}

async function lacksIndex(assistant: Assistant): Promise<boolean> {
  try {
    await assistant.status();
    return false;
  } catch (error) {
    if (error instanceof FootnoteError && error.code === "index_missing") return true;
    throw error;
  }
}

interface ScreenOptions {
  readonly buildIndexFirst: boolean;
  /** As `serverOf` gives it. */
  readonly server: string;
}

async function openChat(
  context: CliContext,
  assistant: Assistant,
  { buildIndexFirst, server }: ScreenOptions,
): Promise<void> {
  const { runChat } = await import("../../tui/run-chat.js");
  await runChat({
    assistant,
    stdin: context.stdin as NodeJS.ReadStream,
    stdout: context.stdout as NodeJS.WriteStream,
    color: wantsColor(context, context.stdout),
    signal: context.signal,
    buildIndexFirst,
    host: chatHost(context, assistant, server),
    clipboard: clipboardOf(context.environment),
    display: displayOf(context.environment),
  });
}

async function openLinearChat(
  context: CliContext,
  assistant: Assistant,
  { buildIndexFirst, server }: ScreenOptions,
): Promise<void> {
  const [{ runLinearChat }, { terminalCopy }] = await Promise.all([
    import("../../tui/linear/run-linear-chat.js"),
    import("../../tui/clipboard.js"),
  ]);
  const { stdin, stdout, signal, environment } = context;
  const copy = terminalCopy((data) => stdout.write(data), clipboardOf(environment));
  await runLinearChat({
    assistant,
    host: chatHost(context, assistant, server),
    copy,
    stdin,
    stdout,
    signal,
    buildIndexFirst,
  });
}

interface LineOptions {
  readonly buildIndexFirst: boolean;
  readonly json: boolean;
  /** As `serverOf` gives it. */
  readonly server: string;
}

/** One question a line in, one answer each out. A question that fails says so and the next one is read. */
async function answerLines(
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
  let worst = 0;
  let stale: Answer["coverage"]["stale"] = null;
  const history: PastTurn[] = [];
  for await (const line of readLines(context.stdin, context.signal)) {
    if (line === "") continue;
    try {
      if (typeof line !== "string") throw line;
      const answer = await assistant.ask({ question: line, history }, context.signal);
      history.push(pastTurnOf(answer));
      history.splice(0, history.length - TURNS_READ);
      if (json) printJson(context, answer);
      else print(context, `${style.accent(">")} ${printable(line)}\n${formatAnswer(answer, style)}\n`);
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
