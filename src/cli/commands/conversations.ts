import { Argument, Command } from "commander";
import type { ConversationSummary } from "../../contract/conversation.js";
import { MAX_TITLE_CHARACTERS } from "../../contract/limits.js";
import { conversationFiles, conversationsFolder } from "../../conversations/conversation-files.js";
import type { Conversations } from "../../core/conversation/conversations.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { printable, printableLine, singleSpaced } from "../../core/text.js";
import { count, moment } from "../../core/wording.js";
import { writeExported } from "../../tui/effects/export-conversation.js";
import { reopen } from "../../tui/effects/reopen.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { styleFor } from "../format/style.js";
import { collectionsGiven, collectionsToAsk, indexFolderOf, openAssistant } from "../input/open-assistant.js";
import { SERVER, settingFlags, withCollections, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

const ACTIONS = ["list", "show", "rename", "delete", "export"] as const;
type Action = (typeof ACTIONS)[number];

const NOTES = `
list [default]; show <id>; rename <id> <title>; delete <id>...; export <id> <file>, whose ending says the format: .md,
.html, .docx, .bib (BibTeX) or .json (CSL-JSON). An id may be cut short, and \`last\` is the one that was used last. They
are in the folder conversations/ of the index, for you alone. show and export check the citations in the files as they
are now: what has moved follows, what has changed says so.`;

export function conversationsCommand(context: CliContext): Command {
  const command = new Command("conversations")
    .description("list the saved conversations; show, rename, delete or export one")
    .addArgument(new Argument("[action]", "what to do").choices(ACTIONS))
    .argument("[what...]", "id of the conversation, and its new title or the file to write")
    .option("--json", "print the list, or the conversation as it was saved, as JSON");
  addHelpNotes(command, {
    notes: NOTES,
    examples: ["footnote conversations", "footnote conversations export last notes.docx", "footnote chat --continue"],
  });
  return withSettings(withCollections(command), ...SERVER).action(
    async (action: Action = "list", [id, ...rest]: string[], options) => {
      const settings = await context.settings(settingFlags(options));
      // A list, a title and what was saved are there without the documents.
      const isChecked = action === "export" || (action === "show" && options.json !== true);
      const collections = await (isChecked ? collectionsToAsk : collectionsGiven)(context, options);
      const conversations = conversationFiles(
        conversationsFolder(indexFolderOf(collections, settings, context.cwd)),
        () => context.now(),
      );
      if (action === "list") return list(context, conversations, options.json === true);
      if (id === undefined) return command.error(`error: ${action} takes the id of a conversation`);
      if (action === "delete") {
        for (const one of [id, ...rest]) await conversations.remove(await findConversation(conversations, one));
        return note(context, `Deleted ${count(rest.length + 1, "conversation")}.`);
      }
      const found = await findConversation(conversations, id);
      if (action === "rename") {
        const title = singleSpaced(rest.join(" "));
        if (title === "") command.error("error: rename takes an id and a title");
        if (title.length > MAX_TITLE_CHARACTERS)
          command.error(`error: a title has at most ${MAX_TITLE_CHARACTERS} characters`);
        await conversations.rename(found, title);
        return note(context, `It is called “${printableLine(title)}” now.`);
      }
      const [file] = rest;
      if (action === "show" && options.json) return printJson(context, await conversations.read(found));
      if (action === "export" && file === undefined) command.error("error: export takes an id and a file");
      const { assistant } = await openAssistant(context, options, { collections });
      try {
        const conversation = await reopen(found, assistant, conversations, context.signal);
        const { lost, unchecked } = conversation;
        if (file === undefined) print(context, await shown(conversation));
        else {
          const at = new Date(context.now());
          await writeExported(file, { assistant, cwd: context.cwd, isForced: false }, { ...conversation, at });
          note(context, `Wrote ${count(conversation.turns.length, "turn")} to ${printableLine(file)}.`);
        }
        const { warning } = styleFor(context, context.stderr);
        if (unchecked !== null) note(context, warning(`The citations could not be checked: ${unchecked}`));
        if (lost > 0) note(context, warning(`${count(lost, "turn")} could not be read.`));
      } finally {
        await assistant.close();
      }
    },
  );
}

async function list(context: CliContext, conversations: Conversations, asJson: boolean): Promise<void> {
  const listed = await conversations.list();
  if (asJson) return printJson(context, listed);
  const { faint, warning } = styleFor(context);
  for (const { id, title, turns, updated_at } of listed.conversations)
    print(context, `${id}  ${printableLine(title)}  ${faint(`${count(turns, "turn")}, ${moment(updated_at)}`)}`);
  if (listed.conversations.length === 0) note(context, "No conversation is saved yet: footnote chat saves them.");
  for (const { id, problem } of listed.unreadable)
    note(context, warning(`${id} can't be read: ${printableLine(problem)}`));
}

/** The id that begins so, or that of the latest. @throws FootnoteError conversation_unknown */
export async function findConversation(conversations: Conversations, given: string): Promise<string> {
  const { conversations: all, unreadable } = await conversations.list();
  const last: ConversationSummary | undefined = all[0];
  if (given === "last" && last !== undefined) return last.id;
  const ids = [...all, ...unreadable].map(({ id }) => id);
  const found = given.length < 3 ? [] : ids.filter((id) => id.startsWith(given));
  if (found.length !== 1) throw new FootnoteError("conversation_unknown", { id: given });
  return found[0]!;
}

/** As people read it in a terminal. */
async function shown({ title, turns, changes }: Awaited<ReturnType<typeof reopen>>): Promise<string> {
  const { exportDocument } = await import("../../export/export-document.js");
  const { asked, blocks, notes } = exportDocument(title, turns, changes);
  const marked = ({ text, notes: numbers }: { readonly text: string; readonly notes: readonly number[] }) =>
    `${text}${numbers.map((number) => ` [${number}]`).join("")}`;
  const lines = blocks.map((block) => {
    if (block.kind === "heading") return `\n${block.level === 2 ? "❯ " : ""}${block.text}`;
    if (block.kind === "remark") return block.text;
    const rows = block.kind === "list" ? block.items.map((one) => `- ${marked(one)}`) : block.sentences.map(marked);
    return rows.join("\n");
  });
  const sources = notes.map(({ number, where, since, quote }) => {
    return `[${number}] ${where}${since === "" ? "" : ` (${since})`}\n    “${quote}”`;
  });
  return printable([title, `${asked}.`, ...lines, "", ...sources].join("\n"));
}
