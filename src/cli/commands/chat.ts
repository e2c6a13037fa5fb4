import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors.js";
import { chatHost, clipboardOf, displayOf, wantsLines } from "../chat-host.js";
import type { CliContext } from "../context.js";
import { addHelpNotes } from "../help-notes.js";
import { historyPath } from "../history-path.js";
import { type ChosenAssistant, chooseAssistant, type Options } from "../open-assistant.js";
import { SERVER, settingFlags, withSettings } from "../options.js";
import { wantsColor } from "../style.js";

export function chatCommand(context: CliContext): Command {
  const command = new Command("chat")
    .description("open the chat; without a terminal, answer one question a line from standard input")
    .option("--jsonl", "without a terminal: print one answer object a line")
    .option("--json", "the same as --jsonl");
  addHelpNotes(command, { examples: ["footnote chat", "footnote chat --jsonl < questions.txt"] });
  return withSettings(command, "topK", "history", "screenReader", ...SERVER).action(async (options) => {
    const chosen = await chooseAssistant(context, options);
    const { assistant, server } = chosen;
    try {
      const buildIndexFirst = await lacksIndex(assistant);
      if (context.stdin.isTTY && context.stdout.isTTY) {
        const { screenReader } = await context.settings(settingFlags(options));
        const open = screenReader || wantsLines(context.environment) ? openLinearChat : openChat;
        await open(context, options, chosen, buildIndexFirst);
      } else {
        const { answerLines } = await import("../answer-lines.js");
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

async function openChat(
  context: CliContext,
  options: Options,
  chosen: ChosenAssistant,
  buildIndexFirst: boolean,
): Promise<void> {
  const { history } = await context.settings(settingFlags(options));
  const [{ runChat }, { historyFile }] = await Promise.all([
    import("../../tui/run-chat.js"),
    import("../../tui/history-file.js"),
  ]);
  await runChat({
    assistant: chosen.assistant,
    job: context.job,
    ...(history && { history: historyFile(historyPath(context.environment)) }),
    stdin: context.stdin as NodeJS.ReadStream,
    stdout: context.stdout as NodeJS.WriteStream,
    color: wantsColor(context, context.stdout),
    signal: context.signal,
    buildIndexFirst,
    host: chatHost(context, options, chosen),
    clipboard: clipboardOf(context.environment),
    display: displayOf(context.environment),
  });
}

async function openLinearChat(
  context: CliContext,
  options: Options,
  chosen: ChosenAssistant,
  buildIndexFirst: boolean,
): Promise<void> {
  const [{ runLinearChat }, { terminalCopy }] = await Promise.all([
    import("../../tui/linear/run-linear-chat.js"),
    import("../../tui/clipboard.js"),
  ]);
  const { stdin, stdout, signal, job, environment } = context;
  const copy = terminalCopy((data) => stdout.write(data), clipboardOf(environment));
  await runLinearChat({
    assistant: chosen.assistant,
    host: chatHost(context, options, chosen),
    copy,
    stdin,
    stdout,
    job,
    signal,
    buildIndexFirst,
  });
}
