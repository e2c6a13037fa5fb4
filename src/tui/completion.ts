import { COMMANDS, commandRow } from "./commands.js";
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
  return part === null || names === null ? [] : documentsLike(part, names);
}

/** What can be completed at the end of a line of filters: the document behind `path:` or `doc:`, in quotes where needed. */
export function filterCompletions({ text, cursor }: EditedLine, names: readonly DocumentName[] | null): Completion[] {
  const [, value] = /(?:^|\s)(?:path|doc):("[^"]*|[^\s"]*)$/i.exec(text) ?? [];
  if (cursor < text.length || value === undefined || names === null) return [];
  const part = { typed: value.replace(/^"/, ""), start: text.length - value.length };
  return documentsLike(part, names).map((completion) =>
    /\s/.test(completion.text) ? { ...completion, text: `"${completion.text}"` } : completion,
  );
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

function documentPart(text: string): { readonly typed: string; readonly start: number } | null {
  const match = /^\/([a-z-]+)\s+(.*)$/i.exec(text);
  if (match === null || commandRow(match[1]?.toLowerCase() ?? "")?.takes !== "document") return null;
  const typed = match[2] ?? "";
  return { typed, start: text.length - typed.length };
}

/** Names that begin with what was typed, then those that hold it, in the path before the title. */
function documentsLike(
  { typed, start }: { typed: string; start: number },
  names: readonly DocumentName[],
): Completion[] {
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
