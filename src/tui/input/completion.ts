import { count } from "../../core/wording.js";
import { BETWEEN } from "./asked-report.js";
import { COMMANDS, commandRow } from "./commands.js";
import { FIELD_HELP, FIELDS } from "./filter-line.js";
import type { EditedLine } from "./line-editor.js";

/** Something that can stand where the cursor is. */
export interface Completion {
  /** What replaces the text from `start` to the cursor. */
  readonly text: string;
  readonly start: number;
  readonly label: string;
  readonly help: string;
}

/** A document as it is named behind a command. */
export interface DocumentName {
  readonly path: string;
  readonly title: string;
}

const MAX_COMPLETIONS = 100;
const FILTER_COMMAND = /^\/filter\s/i;

/** Whether the input names a document, so that their names are needed. */
export function needsNames({ text }: EditedLine): boolean {
  return documentPart(text) !== null || FILTER_COMMAND.test(text);
}

/**
 * What can be completed at the cursor: a command, or the document behind one; the best first. What is already there
 * whole is nothing to complete. `names` is `null` while they are not known.
 */
export function completionsOf({ text, cursor }: EditedLine, names: readonly DocumentName[] | null): Completion[] {
  // In the middle of a word there would be two ends to what is completed.
  if (cursor < text.length || text.includes("\n")) return [];
  if (/^\/[a-z-]*$/i.test(text)) return commandsLike(text);
  if (FILTER_COMMAND.test(text)) return filterCompletions({ text, cursor }, names);
  const part = documentPart(text);
  if (part === null || names === null) return [];
  const found = documentsLike(part, names);
  return part.next === undefined ? found : found.map((one) => ({ ...one, text: `${one.text}${part.next}` }));
}

/**
 * What can be completed at the end of a line of filters: the name of one, or what stands behind it: a document, a folder
 * or a type; in quotes where needed.
 */
export function filterCompletions({ text, cursor }: EditedLine, names: readonly DocumentName[] | null): Completion[] {
  if (cursor < text.length) return [];
  const [, begun] = /(?:^|\s)([a-z]+)$/i.exec(text) ?? [];
  if (begun !== undefined) return fieldsLike(begun, text.length - begun.length);
  const [, field = "", value] = /(?:^|\s)(path|doc|type):("[^"]*|[^\s"]*)$/i.exec(text) ?? [];
  if (value === undefined || names === null) return [];
  const part = { typed: value.replace(/^"/, ""), start: text.length - value.length };
  return valuesLike(field.toLowerCase(), part, names).map((completion) =>
    /\s/.test(completion.text) ? { ...completion, text: `"${completion.text}"` } : completion,
  );
}

function fieldsLike(begun: string, start: number): Completion[] {
  const fields = FIELDS.filter((name) => name.startsWith(begun.toLowerCase()));
  return fields.map((name) => ({ text: `${name}:`, start, label: `${name}:`, help: FIELD_HELP[name] }));
}

function valuesLike(field: string, part: TypedPart, names: readonly DocumentName[]): Completion[] {
  if (field === "doc") return documentsLike(part, names);
  const paths = names.map(({ path }) => path);
  const { typed, start } = part;
  const wanted = typed.toLowerCase();
  const grouped = (groups: readonly string[]): Completion[] =>
    [...new Set(groups)]
      .filter((group) => group.toLowerCase().startsWith(wanted) && group !== typed)
      .sort()
      .map((group) => {
        const documents = groups.filter((other) => other === group).length;
        return { text: group, start, label: group, help: count(documents, "document") };
      });
  if (field === "type") return grouped(paths.flatMap((path) => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? []));
  const folders = paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1)));
  return [...grouped(folders), ...documentsLike(part, names)];
}

function commandsLike(typed: string): Completion[] {
  const wanted = typed.slice(1).toLowerCase();
  const found = COMMANDS.filter(({ name, usage }) => name.startsWith(wanted) && usage.startsWith(`/${name}`));
  const completions = found.map(({ usage, help }): Completion => {
    const [name = "", argument] = usage.split(/ (.*)/s);
    const isWord = argument !== undefined && !/^[<[]/.test(argument);
    const text = isWord ? usage : argument === undefined ? name : `${name} `;
    return { text, start: 0, label: usage, help };
  });
  return completions.some(({ text }) => text === typed) && completions.length === 1 ? [] : completions;
}

function documentPart(text: string): TypedPart | null {
  const match = /^\/([a-z-]+)\s+(.*)$/i.exec(text);
  const row = match === null ? undefined : commandRow(match[1]?.toLowerCase() ?? "");
  if (match === null || (row?.takes !== "document" && row?.takes !== "documents")) return null;
  const argument = match[2] ?? "";
  if (row.takes === "document") return { typed: argument, start: text.length - argument.length };
  const parts = argument.split(BETWEEN);
  // What two documents are compared about is no document.
  if (row.name === "compare" && parts.length > 2) return null;
  const typed = parts.at(-1)?.trimStart() ?? "";
  const next = row.name === "compare" && parts.length === 1 ? ` ${BETWEEN} ` : undefined;
  return { typed, start: text.length - typed.length, ...(next && { next }) };
}

interface TypedPart {
  readonly typed: string;
  readonly start: number;
  /** What comes behind it, once it is complete [nothing]. */
  readonly next?: string;
}

/** Names that begin with what was typed, then those that hold it, in the path before the title. */
function documentsLike({ typed, start }: TypedPart, names: readonly DocumentName[]): Completion[] {
  const wanted = typed.toLowerCase();
  const ranked = names.flatMap(({ path, title }) => {
    const lower = path.toLowerCase();
    const file = lower.slice(lower.lastIndexOf("/") + 1);
    const rank = lower.startsWith(wanted)
      ? 0
      : file.startsWith(wanted)
        ? 1
        : lower.includes(wanted)
          ? 2
          : title.toLowerCase().includes(wanted)
            ? 3
            : null;
    return rank === null || path === typed ? [] : [{ rank, path, title }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_COMPLETIONS)
    .map(({ path, title }) => ({ text: path, start, label: path, help: title === path ? "" : title }));
}

/** The input with a completion in place. */
export function complete({ text, cursor }: EditedLine, completion: Completion): EditedLine {
  const whole = text.slice(0, completion.start) + completion.text + text.slice(cursor);
  return { text: whole, cursor: completion.start + completion.text.length };
}
