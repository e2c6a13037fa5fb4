import { editDistance } from "../../core/similar-name.js";

interface CommandRow {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  /** What comes behind it: completed where it is a document. */
  readonly takes?: "document" | "documents" | "filters" | "text";
  /** Another word for it. */
  readonly alias?: string;
  /** It asks the index, and waits for its first build. */
  readonly needsIndex?: boolean;
}

/** The commands that start with a slash; the help screen and the completion are made from this table. */
export const COMMANDS = [
  {
    name: "search",
    usage: "/search <words>",
    help: "list the passages that match best",
    takes: "text",
    needsIndex: true,
  },
  {
    name: "verify",
    usage: "/verify <statement>",
    help: "hold a statement against the documents",
    takes: "text",
    needsIndex: true,
  },
  {
    name: "why-not",
    usage: "/why-not <document>",
    help: "say why it is not in the last answer",
    takes: "document",
    needsIndex: true,
  },
  { name: "show", usage: "/show <path:line>", help: "read a document, there", takes: "document", needsIndex: true },
  { name: "docs", usage: "/docs", help: "list the documents, and the files that were skipped", needsIndex: true },
  {
    name: "summarise",
    usage: "/summarise [name]",
    help: "say what a document says, section by section [the selected one]",
    takes: "documents",
    alias: "summarize",
    needsIndex: true,
  },
  {
    name: "compare",
    usage: "/compare <a> | <b>",
    help: "say where two documents agree and differ; | <subject> keeps to one",
    takes: "documents",
    needsIndex: true,
  },
  {
    name: "explain",
    usage: "/explain [path:line]",
    help: "show a passage with what bears on it elsewhere [the selected one]",
    takes: "document",
    needsIndex: true,
  },
  { name: "status", usage: "/status", help: "say what is indexed and what has changed since", needsIndex: true },
  { name: "index", usage: "/index", help: "bring the index up to date with the folder", alias: "sync" },
  { name: "index", usage: "/index full", help: "rebuild the index from nothing" },
  { name: "index", usage: "/index stop", help: "stop a running rebuild; the old index stays" },
  {
    name: "filter",
    usage: "/filter <filters>",
    help: "ask some documents only: path: type: doc: after: before:",
    takes: "filters",
    needsIndex: true,
  },
  {
    name: "collections",
    usage: "/collections",
    help: "say which collections are asked, where there are several",
    needsIndex: true,
  },
  { name: "in", usage: "/in <names>", help: "ask these collections only; /in all asks all again", needsIndex: true },
  { name: "doctor", usage: "/doctor", help: "check the installation, the model and the index" },
  {
    name: "conversations",
    usage: "/conversations [n]",
    help: "list the saved conversations, or reopen the one of that number",
    alias: "continue",
  },
  { name: "rename", usage: "/rename <title>", help: "call the conversation something else", takes: "text" },
  { name: "delete", usage: "/delete", help: "delete the saved conversation; asks once" },
  {
    name: "export",
    usage: "/export [file]",
    help: "write it as .md, .html, .docx, .bib or .json; /export! replaces a file",
    takes: "text",
  },
  { name: "write", usage: "/write", help: "have a language model write the answers as well, or no more" },
  { name: "write", usage: "/write last", help: "write the last answer in words" },
  { name: "prompt", usage: "/prompt", help: "see what was sent for the last answer in words, or would be" },
  { name: "literal", usage: "/literal", help: "ask the last question as it was typed", needsIndex: true },
  { name: "new", usage: "/new", help: "start afresh: the next question knows nothing of these" },
  { name: "help", usage: "/help", help: "show keys and commands" },
  { name: "quit", usage: "/quit", help: "leave" },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof COMMANDS)[number]["name"];

export interface ParsedName {
  readonly kind: "command";
  readonly name: CommandName;
  /** As it was typed, without outer white space. */
  readonly argument: string;
  /** The name ended with an exclamation mark. */
  readonly isForced: boolean;
}

type ParsedCommand =
  | ParsedName
  | { readonly kind: "unknown"; readonly typed: string; readonly suggestion: CommandName | null };

const ROWS: readonly (CommandRow & { readonly name: CommandName })[] = COMMANDS;
const NAMES: readonly CommandName[] = [...new Set(ROWS.map(({ name }) => name))];
const MAX_SUGGESTION_DISTANCE = 2;

/** A text that starts with a slash and a word is a command; any other, `/etc/hosts` too, is `null`: a question. */
export function parseCommand(text: string): ParsedCommand | null {
  const match = /^\/([a-z-]*)(!?)(?:\s+(.*))?$/isu.exec(text.trim());
  if (match === null) return null;
  const [, word = "", mark, argument = ""] = match;
  const typed = word.toLowerCase();
  const row = ROWS.find(({ name, alias }) => name === typed || alias === typed);
  if (row !== undefined) return { kind: "command", name: row.name, argument: argument.trim(), isForced: mark === "!" };
  return { kind: "unknown", typed: `/${word}`, suggestion: closest(typed) };
}

export function commandRow(name: string): CommandRow | undefined {
  return ROWS.find((row) => row.name === name || row.alias === name);
}

/** `There is no command /indx. Did you mean /index?` */
export function unknownCommand({ typed, suggestion }: Extract<ParsedCommand, { kind: "unknown" }>): string {
  return `There is no command ${typed}.${suggestion === null ? "" : ` Did you mean /${suggestion}?`}`;
}

function closest(typed: string): CommandName | null {
  if (typed === "exit") return "quit";
  const ranked = NAMES.map((name) => ({
    name,
    distance: typed.length > 0 && name.startsWith(typed) ? 0 : editDistance(typed, name),
  })).sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= MAX_SUGGESTION_DISTANCE ? best.name : null;
}

export interface ExportTarget {
  /** As it was given; `null` where none was. */
  readonly path: string | null;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
}

/** What `/export name`, `/export! name` and `/export name !` say. */
export function exportTarget({ argument, isForced }: Pick<ParsedName, "argument" | "isForced">): ExportTarget {
  const [, path = argument, mark] = /^(.*?)\s*(?:^|\s)(!)$/su.exec(argument) ?? [];
  return { path: path === "" ? null : path, isForced: isForced || mark !== undefined };
}
