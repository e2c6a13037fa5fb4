import { splitGraphemes } from "../lines.js";

/** The text being written, of one line or several; `cursor` is a string index at a grapheme's edge. */
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

/**
 * Puts text in at the cursor. Line ends of any kind become `\n`, tabs become spaces, control characters and what turns
 * the reading direction are dropped. What goes beyond `limit` UTF-16 units of the whole text is left out.
 */
export function insertText(line: EditedLine, text: string, limit = Number.POSITIVE_INFINITY): EditedLine {
  const clean = cleanText(text);
  const kept = cutAt(clean, Math.max(0, limit - line.text.length));
  const whole = line.text.slice(0, line.cursor) + kept + line.text.slice(line.cursor);
  return { text: whole, cursor: graphemeEdge(whole, line.cursor + kept.length) };
}

/** As `insertText`, into a line that has one row: line ends become spaces. */
export function insertInRow(line: EditedLine, text: string): EditedLine {
  return insertText(line, cleanText(text).replace(/\s*\n\s*/g, " "));
}

/** A text as `insertText` puts it in. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, "");
}

/** The most whole graphemes of a text that fit. */
function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const part of splitGraphemes(text)) {
    if (end + part.length > limit) break;
    end += part.length;
  }
  return text.slice(0, end);
}

/** The first edge of a grapheme at or behind an index: what is put in may join with what stands around it. */
function graphemeEdge(text: string, index: number): number {
  let edge = 0;
  for (const part of splitGraphemes(text)) {
    if (edge >= index) break;
    edge += part.length;
  }
  return edge;
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
      return { text, cursor: lineStart(line) };
    case "end":
      return { text, cursor: lineEnd(line) };
    case "delete_back":
      return cut(line, graphemeBefore(line), cursor);
    case "delete_forward":
      return cut(line, cursor, graphemeAfter(line));
    case "delete_word":
      return cut(line, wordBefore(line), cursor);
    case "delete_to_start":
      return cut(line, orBefore(line, lineStart(line)), cursor);
    case "delete_to_end":
      return cut(line, cursor, orAfter(line, lineEnd(line)));
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

function lineStart({ text, cursor }: EditedLine): number {
  return text.slice(0, cursor).lastIndexOf("\n") + 1;
}

function lineEnd({ text, cursor }: EditedLine): number {
  const end = text.indexOf("\n", cursor);
  return end === -1 ? text.length : end;
}

/** At the edge of a line, deleting to it takes the line end itself. */
function orBefore(line: EditedLine, index: number): number {
  return index === line.cursor ? graphemeBefore(line) : index;
}

function orAfter(line: EditedLine, index: number): number {
  return index === line.cursor ? graphemeAfter(line) : index;
}

function wordBefore({ text, cursor }: EditedLine): number {
  return text.slice(0, cursor).replace(/\S*\s*$/u, "").length;
}

function wordAfter({ text, cursor }: EditedLine): number {
  return cursor + (/^\s*\S*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}
