import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { UNUSABLE_INDEX } from "../../assistant/local/local-assistant.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { printableLine } from "../../core/text.js";
import { type CliContext, note } from "../context.js";
import { chosenOf, openAssistant } from "../input/open-assistant.js";
import { addHelpNotes } from "../reference/help-notes.js";
import { addChatOptions, assertChatOptions, converse } from "./chat.js";

const NOTES = `
\`footnote <folder>\` is short for it, as long as no command has the folder's name. Each folder becomes a collection,
whose name can be given in its place from then on; its index is in .footnote/ there. Several are asked as one.
Without a terminal a line of standard input is a question.`;

/** @param reserved names of commands, which no collection may have */
export function openCommand(context: CliContext, reserved: readonly string[]): Command {
  const command = new Command("open")
    .description("index what has changed in folders, and open the chat over them meanwhile")
    .argument("<folder...>", "folders of documents, or names of collections; all for all of these");
  addHelpNotes(command, {
    notes: NOTES,
    examples: ["footnote open ~/papers", "footnote open ~/papers ~/contracts", "footnote open papers"],
  });
  return addChatOptions(command).action(async (words: string[], options) => {
    assertChatOptions(command, context, options);
    const collections = await chosenOf(context, words, options, reserved);
    const opened = await openAssistant(context, options, { buildProcess: true, collections });
    const { assistant } = opened;
    try {
      const state = await stateOf(assistant);
      if (state.kind === "unusable") note(context, `${printableLine(state.message)} It is built anew.`);
      await converse(context, opened, options, state.kind === "ready" ? "update" : "build");
    } finally {
      await assistant.close();
    }
  });
}

type IndexState = { readonly kind: "ready" | "missing" } | { readonly kind: "unusable"; readonly message: string };

async function stateOf(assistant: Assistant): Promise<IndexState> {
  try {
    await assistant.status();
    return { kind: "ready" };
  } catch (error) {
    if (!(error instanceof FootnoteError)) throw error;
    if (error.code === "index_missing") return { kind: "missing" };
    if (UNUSABLE_INDEX.has(error.code)) return { kind: "unusable", message: error.message };
    throw error;
  }
}
