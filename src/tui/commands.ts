import { editDistance } from "../core/similar-name.js";

/** The commands that start with a slash; the help screen is made from this table. */
export const COMMANDS = [
  { name: "index", usage: "/index", help: "bring the index up to date with the folder" },
  { name: "index", usage: "/index full", help: "rebuild the index from nothing" },
  { name: "index", usage: "/index stop", help: "stop a running rebuild; the old index stays" },
  { name: "docs", usage: "/docs", help: "list the documents, and the files that were skipped" },
  { name: "status", usage: "/status", help: "say what is indexed and what has changed since" },
  { name: "filter", usage: "/filter <filters>", help: "ask some documents only: path: type: doc: after: before:" },
  { name: "literal", usage: "/literal", help: "ask the last question as it was typed" },
  { name: "new", usage: "/new", help: "start afresh: the next question knows nothing of these" },
  { name: "help", usage: "/help", help: "show keys and commands" },
  { name: "quit", usage: "/quit", help: "leave" },
] as const;

export type CommandName = (typeof COMMANDS)[number]["name"];

export type ParsedCommand =
  | { readonly kind: "command"; readonly name: CommandName; readonly argument: string }
  | { readonly kind: "unknown"; readonly typed: string; readonly suggestion: CommandName | null };

const NAMES: readonly CommandName[] = [...new Set(COMMANDS.map(({ name }) => name))];
const MAX_SUGGESTION_DISTANCE = 2;

/** Reads a line that starts with a slash; a line that does not is `null`: a question. */
export function parseCommand(line: string): ParsedCommand | null {
  const match = /^\/(\S*)\s*(.*)$/su.exec(line.trim());
  if (match === null) return null;
  const [, typed = "", argument = ""] = match;
  const name = NAMES.find((candidate) => candidate === typed.toLowerCase());
  if (name !== undefined) return { kind: "command", name, argument: argument.trim() };
  return { kind: "unknown", typed: `/${typed}`, suggestion: closest(typed.toLowerCase()) };
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
