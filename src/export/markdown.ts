import { EXPORT_MARK } from "../core/own-files.js";
import { exactText } from "./exact-text.js";
import type { Block, ExportDocument, Sentence } from "./export-document.js";

/**
 * As Markdown with footnotes, as pandoc, GitHub and Obsidian read them. Nothing that a document says can become markup,
 * and what is read is exactly what it says.
 */
export function toMarkdown({ title, asked, blocks, notes }: ExportDocument): string {
  const sources = notes.map(({ number, where, since, quote }) => {
    const after = since === "" ? "" : ` (${since})`;
    // Lines that follow are indented, or a list would begin where one looks like an item.
    const quoted = markdownText(quote).replaceAll("\n", "\n    ");
    return `[^${number}]: ${markdownText(where)}${after}: “${quoted}”`;
  });
  const body = [`# ${markdownLine(title)}`, `${markdownLine(asked)}.`, ...blocks.map(blockText), ...sources];
  return `${EXPORT_MARK}\n\n${body.join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${markdownLine(block.text)}`;
    case "remark":
      return markdownText(block.text);
    case "said":
      return block.sentences.map(sentenceText).join("\n\n");
    case "list":
      return block.items.map((item) => `- ${sentenceText(item).replaceAll("\n", "\n  ")}`).join("\n");
  }
}

function sentenceText({ text, notes }: Sentence): string {
  return `${markdownText(text)}${notes.map((number) => `[^${number}]`).join("")}`;
}

/** What Markdown makes a link of without being told to: addresses of pages and of mail. */
const ADDRESS = /(?:[a-z][a-z\d+.-]*:\/\/|www\.|mailto:|xmpp:)[^\s`]*[\p{L}\p{N}/=_-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

/** On one line. */
function markdownLine(text: string): string {
  return markdownText(text.replace(/\s*\n\s*/g, " "));
}

/**
 * With every character that Markdown, or a reader of it that is clever with quotes and dashes, could take for its own
 * escaped. Its lines stay lines. Addresses become code: some programs make links of them even when they are escaped.
 */
export function markdownText(text: string): string {
  return exactText(text).split("\n").map(escapedLine).join("\\\n");
}

function escapedLine(line: string): string {
  let plainFrom = 0;
  let escaped = "";
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    escaped += `${escapedCharacters(line.slice(plainFrom, index))}\`${address}\``;
    plainFrom = index + address.length;
  }
  return spaced(escapedStart(escaped + escapedCharacters(line.slice(plainFrom))));
}

function escapedCharacters(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&!$^@"'%]/g, "\\$&")
    .replace(/:(?=(?:\w*[a-z][\w+-]*|[+-]1):)/gi, "\\:")
    .replace(/--+/g, (dashes) => dashes.replaceAll("-", "\\-"))
    .replace(/\.\.+/g, (dots) => dots.replaceAll(".", "\\."))
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

/** Lists, rules, underlined headings, tables and definitions begin with these. */
function escapedStart(line: string): string {
  return line
    .replace(/^(\s*)([-+=:])/, "$1\\$2")
    .replace(/^(\s*)(\(?\w{1,9})([.)])(?=\s|$)/, (_, before: string, number: string, mark: string) => {
      return `${before}${number.replace("(", "\\(")}\\${mark}`;
    });
}

/** Space that Markdown would leave out: at the ends of a line, and after other space. */
function spaced(line: string): string {
  const named = (space: string) => space.replaceAll(" ", "&#32;").replaceAll("\t", "&#9;");
  return line
    .replace(/^[ \t]+|[ \t]+$/g, named)
    .replace(/ ([ \t]+)/g, (_, more: string) => ` ${named(more)}`)
    .replaceAll("\t", "&#9;");
}
