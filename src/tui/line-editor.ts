import { splitGraphemes } from "./layout/lines.js";

/** The line being written; `cursor` is a string index at a grapheme's edge. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

export type EditAction =
  | "left"
  | "right"
  | "word_left"
  | "word_right"
  | "home"
  | "end"
  | "delete_back"
  | "delete_forward"
  | "delete_word"
  | "delete_to_start"
  | "delete_to_end";

export const EMPTY_EDIT: EditedLine = { text: "", cursor: 0 };

export function lineWith(text: string): EditedLine {
  return { text, cursor: text.length };
}

/** Puts text in at the cursor. A paste of several lines becomes one line; control characters are dropped. */
export function insertText(line: EditedLine, text: string): EditedLine {
  const flat = text.replace(/[\r\n\t]+/g, " ").replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, "");
  return {
    text: line.text.slice(0, line.cursor) + flat + line.text.slice(line.cursor),
    cursor: line.cursor + flat.length,
  };
}

export function edit(line: EditedLine, action: EditAction): EditedLine {
  const { text, cursor } = line;
  switch (action) {
    case "left":
      return { text, cursor: graphemeBefore(line) };
    case "right":
      return { text, cursor: graphemeAfter(line) };
    case "word_left":
      return { text, cursor: wordBefore(line) };
    case "word_right":
      return { text, cursor: wordAfter(line) };
    case "home":
      return { text, cursor: 0 };
    case "end":
      return lineWith(text);
    case "delete_back":
      return cut(line, graphemeBefore(line), cursor);
    case "delete_forward":
      return cut(line, cursor, graphemeAfter(line));
    case "delete_word":
      return cut(line, wordBefore(line), cursor);
    case "delete_to_start":
      return cut(line, 0, cursor);
    case "delete_to_end":
      return cut(line, cursor, text.length);
  }
}

function cut({ text }: EditedLine, start: number, end: number): EditedLine {
  return { text: text.slice(0, start) + text.slice(end), cursor: start };
}

function graphemeBefore({ text, cursor }: EditedLine): number {
  return cursor - (splitGraphemes(text.slice(0, cursor)).at(-1)?.length ?? 0);
}

function graphemeAfter({ text, cursor }: EditedLine): number {
  return cursor + (splitGraphemes(text.slice(cursor))[0]?.length ?? 0);
}

function wordBefore({ text, cursor }: EditedLine): number {
  return text.slice(0, cursor).replace(/\S*\s*$/u, "").length;
}

function wordAfter({ text, cursor }: EditedLine): number {
  return cursor + (/^\s*\S*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}
