import { Command } from "commander";
import { type Assistant, allDocuments } from "../../assistant/assistant.js";
import type { DocumentDetails, PassageInContext } from "../../contract/documents.js";
import { asPassageId } from "../../contract/ids.js";
import { heldWords } from "../../core/contained-path.js";
import { type ErrorCode, FootnoteError } from "../../core/errors/errors.js";
import { nameOfField } from "../../core/mail.js";
import { oneLine, printable, printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import { findByPath } from "../../search/question/same-path.js";
import { type CliContext, print, printJson } from "../context.js";
import { countLineEnds, headingAfter } from "../format/answer.js";
import { styleWithLinks } from "../format/links.js";
import type { Style } from "../format/style.js";
import { openAssistant } from "../input/open-assistant.js";
import { SERVER, wholeNumber, withCollections, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function showCommand(context: CliContext): Command {
  const command = new Command("show")
    .description("show a passage inside its document, or what a document is called")
    .argument("<where>", "passage id, path:line, or a document's path or id")
    .option("--context <passages>", "how many passages' worth of text on either side", wholeNumber, 1)
    .option("--json", "print the passage or the document as JSON");
  addHelpNotes(command, { examples: ["footnote show 001_667eb3beee58e5a3.txt:33 --context 2"] });
  return withSettings(withCollections(command), ...SERVER).action(async (where: string, options) => {
    const opened = await openAssistant(context, options);
    const { assistant } = opened;
    try {
      const shown = await find(where, assistant, options.context);
      if (options.json) return printJson(context, shown);
      const style = await styleWithLinks(context, opened);
      print(context, "names" in shown ? formatDocument(shown, style) : formatPassage(shown, style));
    } finally {
      await assistant.close();
    }
  });
}

/** @throws FootnoteError location_unknown, location_incomplete, passage_unknown */
async function find(where: string, assistant: Assistant, context: number): Promise<PassageInContext | DocumentDetails> {
  const at = /^(.+):(\d+)$/s.exec(where);
  if (at) return assistant.passageAt(at[1] as string, Number(at[2]), context);
  const passage = await orNull(assistant.passage(asPassageId(where), context), "passage_unknown");
  if (passage) return passage;
  const documents = await allDocuments(assistant);
  const document = documents.find(({ id }) => id === where) ?? findByPath(documents, [where]);
  if (document) return assistant.document(document.id);
  const held = heldWords(where, documents);
  if (held !== null) throw new FootnoteError("location_unknown", { location: where, problem: held });
  // A path without a line is the likelier slip than a passage that is gone.
  if (/[./]/.test(where)) throw new FootnoteError("location_incomplete", { location: where });
  throw new FootnoteError("passage_unknown", { id: where });
}

async function orNull<Value>(found: Promise<Value>, code: ErrorCode): Promise<Value | null> {
  return found.catch((error: unknown) => {
    if (error instanceof FootnoteError && error.code === code) return null;
    throw error;
  });
}

/** What a document is and what questions may call it by, with where each name comes from. */
function formatDocument(
  { id, path, title, size, modified_at, passages, names, fields }: DocumentDetails,
  style: Style,
): string {
  const widest = Math.max(...names.map(({ source }) => source.length), 0);
  return [
    `${style.link(style.accent(printableLine(path)), path)}${style.strong(`  ${oneLine(title)}`)}`,
    style.faint(`${id} · ${count(size, "byte")} · changed ${modified_at} · ${count(passages, "passage")}`),
    "",
    names.length === 0 ? "It has no names." : "Questions may call it by:",
    ...names.map(({ source, text }) => `  ${style.faint(source.padEnd(widest))}  ${oneLine(text)}`),
    ...fieldLines(fields, style),
  ].join("\n");
}

/** What it says of itself, as `--where` takes it. */
function fieldLines(fields: DocumentDetails["fields"], style: Style): string[] {
  const said = Object.entries(fields).map(([name, value]) => [nameOfField(name), value] as const);
  if (said.length === 0) return [];
  const widest = Math.max(...said.map(([name]) => name.length));
  return [
    "",
    "It says of itself:",
    ...said.map(([name, value]) => `  ${style.faint(name.padEnd(widest))}  ${oneLine(value)}`),
  ];
}

/** The passage with its line numbers; what stands around it is faint. */
function formatPassage(passage: PassageInContext, style: Style): string {
  const { before, text, after, line_start, line_end } = passage;
  const place = `${printableLine(passage.path)}:${line_start}-${line_end}`;
  const lines = [`${style.link(style.accent(place), passage.path)}${style.strong(headingAfter(passage))}`, ""];
  const first = line_start - countLineEnds(before);
  const whole = printable(`${before}${text}${after}`).split("\n");
  whole.forEach((line, i) => {
    const number = first + i;
    const inside = number >= line_start && number <= line_end;
    lines.push(`${style.faint(String(number).padStart(6))} ${inside ? `┃ ${line}` : style.faint(`│ ${line}`)}`);
  });
  return lines.join("\n");
}
