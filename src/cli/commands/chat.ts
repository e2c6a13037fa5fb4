import { join } from "node:path";
import { Command, Option } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ChatOptions } from "../../tui/run-chat.js";
import { chatHost, clipboardOf, displayOf, wantsLines } from "../chat/chat-host.js";
import type { CliContext } from "../context.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { wantsColor } from "../format/style.js";
import { type GivenFlags, indexFolderOf, type OpenedAssistant, openAssistant } from "../input/open-assistant.js";
import { ANSWERING, SERVER, WRITING, withCollections, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";
import { stateFolder } from "../state-folder.js";

/** What was asked, in the user's folder for state. */
const HISTORY = "history";

const NOTES = `
Without a terminal a line is a question or one of the chat's commands; /help names them. What commands say goes to
standard error. It is saved only with --continue or --conversation. Where a question fails, its place has an error
object as in \`footnote ask --batch\`, and the next line is read.`;

export function chatCommand(context: CliContext): Command {
  const command = new Command("chat").description(
    "open the chat; without a terminal, answer one question a line from standard input",
  );
  addHelpNotes(command, {
    notes: NOTES,
    examples: ["footnote chat", "footnote chat --continue", "footnote chat --jsonl < questions.txt"],
  });
  return addChatOptions(withCollections(command)).action(async (options) => {
    assertChatOptions(command, context, options);
    const opened = await openAssistant(context, options, { buildProcess: true });
    const { assistant, local } = opened;
    try {
      const buildIndexFirst = await lacksIndex(assistant);
      // A chat over nothing could only say so at each question.
      if (buildIndexFirst) await local?.corpusToRead();
      await converse(context, opened, options, buildIndexFirst ? "build" : "leave");
    } finally {
      await assistant.close();
    }
  });
}

export function addChatOptions(command: Command): Command {
  addListFormats(command, {
    json: "without a terminal: print an array of answer objects",
    jsonl: "without a terminal: print one answer object a line, each as soon as it is there",
  });
  command.option("--write", "have a language model write the answers as well, as /write does (docs/writing.md)");
  command
    .addOption(
      new Option("--continue", "go on with the saved conversation that was used last").conflicts("conversation"),
    )
    .option("--conversation <id>", "go on with this one; footnote conversations lists them");
  return withSettings(command, "topK", "history", "conversations", "screenReader", ...ANSWERING, ...SERVER, ...WRITING);
}

/** Ends the command where its options can't be together. */
export function assertChatOptions(command: Command, context: CliContext, { write }: GivenFlags): void {
  if (write === true && !isTerminal(context))
    command.error("error: --write needs a terminal here; without one there is `footnote ask --write`");
}

/** What is done about the index at the beginning: nothing can be asked before it is built; or it is brought up to date meanwhile. */
type IndexFirst = "build" | "update" | "leave";

/** The chat, as the terminal can show it; or answers to standard input where there is none. The assistant stays open. */
export async function converse(
  context: CliContext,
  opened: OpenedAssistant,
  options: GivenFlags,
  index: IndexFirst,
): Promise<void> {
  const { settings } = opened;
  const reopen = await conversationToReopen(options, opened, context);
  if (!isTerminal(context)) {
    const { runPipedChat } = await import("../chat/piped-chat.js");
    const isKept = options.continue === true || reopen !== undefined;
    const { conversations } = isKept ? chatHost(context, opened) : {};
    const keeping = conversations && { conversations, reopen };
    return runPipedChat(context, opened, { index, format: formatOf(options), keeping });
  }
  const open = settings.screenReader || wantsLines(context.environment) ? openLinearChat : openChat;
  await open(context, opened, {
    buildIndexFirst: index === "build",
    updates: index === "update",
    writes: options.write === true,
    ...(reopen && { reopen }),
  });
}

function isTerminal({ stdin, stdout }: CliContext): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

/**
 * Id of the saved conversation to go on with; `undefined` where none is asked for, and where `--continue` finds none yet.
 * @throws FootnoteError conversation_unknown, conversations_off
 */
async function conversationToReopen(
  options: GivenFlags,
  { settings, collections }: OpenedAssistant,
  { cwd }: CliContext,
): Promise<string | undefined> {
  const given = options.continue === true ? "last" : options.conversation;
  if (typeof given !== "string") return undefined;
  if (settings.conversations === "off") throw new FootnoteError("conversations_off", {});
  const [{ conversationFiles, conversationsFolder }, { findConversation }] = await Promise.all([
    import("../../conversations/conversation-files.js"),
    import("./conversations.js"),
  ]);
  const conversations = conversationFiles(conversationsFolder(indexFolderOf(collections, settings, cwd)));
  if (given === "last" && (await conversations.list()).conversations.length === 0) return undefined;
  return findConversation(conversations, given);
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

type Beginning = Pick<ChatOptions, "buildIndexFirst" | "updates" | "writes" | "reopen">;

async function openChat(context: CliContext, opened: OpenedAssistant, beginning: Beginning): Promise<void> {
  const [{ runChat }, { historyFile }] = await Promise.all([
    import("../../tui/run-chat.js"),
    import("../../tui/effects/history-file.js"),
  ]);
  await runChat({
    assistant: opened.assistant,
    job: context.job,
    ...(opened.settings.history && { history: historyFile(join(stateFolder(context.environment), HISTORY)) }),
    stdin: context.stdin as NodeJS.ReadStream,
    stdout: context.stdout as NodeJS.WriteStream,
    color: wantsColor(context, context.stdout),
    signal: context.signal,
    ...beginning,
    host: chatHost(context, opened),
    clipboard: clipboardOf(context.environment),
    display: displayOf(context.environment),
  });
}

async function openLinearChat(context: CliContext, opened: OpenedAssistant, beginning: Beginning): Promise<void> {
  const [{ runLinearChat }, { terminalCopy }] = await Promise.all([
    import("../../tui/linear/run-linear-chat.js"),
    import("../../tui/terminal/clipboard.js"),
  ]);
  const { stdin, stdout, signal, job, environment } = context;
  const copy = terminalCopy((data) => stdout.write(data), clipboardOf(environment));
  await runLinearChat({
    assistant: opened.assistant,
    host: chatHost(context, opened),
    copy,
    stdin,
    stdout,
    job,
    signal,
    ...beginning,
  });
}
