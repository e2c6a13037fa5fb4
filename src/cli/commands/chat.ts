import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors.js";
import { chatDesk } from "../chat-desk.js";
import type { CliContext } from "../context.js";
import { historyPath } from "../history-path.js";
import { type ChosenAssistant, chooseAssistant, type Options } from "../open-assistant.js";
import { SERVER, settingFlags, withSettings } from "../options.js";
import { wantsColor } from "../style.js";

export function chatCommand(context: CliContext): Command {
  const command = new Command("chat")
    .description("open the chat; without a terminal, answer one question a line from standard input")
    .option("--json", "without a terminal: print one answer object a line")
    .addHelpText("after", "\nExample: footnote chat");
  return withSettings(command, "topK", "history", ...SERVER).action(async (options) => {
    const chosen = await chooseAssistant(context, options);
    const { assistant, server } = chosen;
    try {
      const buildIndexFirst = await lacksIndex(assistant);
      if (context.stdin.isTTY && context.stdout.isTTY) await openChat(context, options, chosen, buildIndexFirst);
      else {
        const { answerLines } = await import("../answer-lines.js");
        await answerLines(context, assistant, { buildIndexFirst, json: options.json === true, server });
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
    desk: chatDesk(context, options, chosen),
    job: context.job,
    ...(history && { history: historyFile(historyPath(context.environment)) }),
    stdin: context.stdin as NodeJS.ReadStream,
    stdout: context.stdout as NodeJS.WriteStream,
    color: wantsColor(context, context.stdout),
    signal: context.signal,
    buildIndexFirst,
  });
}
