import type { Assistant } from "../../assistant/assistant.js";
import type { KeptOutcome } from "../../contract/conversation.js";
import { titleFrom } from "../../core/conversation/conversations.js";
import { printableLine } from "../../core/text.js";
import { type CliContext, note } from "../context.js";

/** What the flag says in the help of a command. */
export const EXPORT_HELP =
  "write it to a file as well: .md, .html, .docx with footnotes, .bib or .json (CSL) of what it cites";

/**
 * Writes one answer or report to a file, in the format that its ending says.
 * @param question what it is called
 * @throws FootnoteError export_exists, output_unwritable
 */
export async function exportOutcome(
  context: CliContext,
  assistant: Assistant,
  file: string,
  { question, outcome }: { readonly question: string; readonly outcome: KeptOutcome },
): Promise<void> {
  const { writeExported } = await import("../../tui/effects/export-conversation.js");
  const at = new Date(context.now());
  const turn = { id: "t", at: at.toISOString(), question, literal: false, outcome };
  const place = { assistant, cwd: context.cwd, isForced: false };
  await writeExported(file, place, { title: titleFrom(question), turns: [turn], at });
  note(context, `Wrote it to ${printableLine(file)}.`);
}
