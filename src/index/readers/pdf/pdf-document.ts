import type { PageSize, WordBox } from "../../../core/page-layout.js";
import { type Span, span } from "../../../core/spans.js";
import { count } from "../../../core/wording.js";
import { sentenceBreaks } from "../../split/sentence-breaks.js";
import type { ReadResult } from "../document-reader.js";
import { type BlockPlace, TextBuilder } from "../text-builder.js";
import { isListItem, type Paragraph, regionParagraphs, SENTENCE_END, sameSize } from "./paragraphs.js";
import {
  concat,
  joinedBy,
  NO_TEXT,
  type PlacedText,
  replace,
  singleSpaced,
  slice,
  trim,
  wholeWords,
} from "./placed-text.js";
import { withoutRunningLines } from "./running-lines.js";
import { goesOnWith, type Table } from "./tables.js";
import { placedLine, type Region, type Rule, type TextLine, textOfLine } from "./text-run.js";

export interface PdfPage {
  /** As it is shown. */
  readonly size: PageSize;
  /** In reading order. */
  readonly regions: readonly Region[];
  readonly rules: readonly Rule[];
  /** What people have stuck on it. */
  readonly notes?: readonly string[];
}

/** What a PDF tells besides the text of its pages. */
export interface PdfOutline {
  /** Printed label of each page; `null` where pages have none. */
  readonly labels: readonly string[] | null;
  /** Depth of each title of the outline, from 1, by the title without white space. */
  readonly headings: ReadonlyMap<string, number>;
}

const HEADING_SIZE = 1.15;
const MAX_HEADING_CHARACTERS = 160;
const MAX_HEADING_LINES = 3;
/** If more of the text is in large type, size says nothing about headings: slides, posters. */
const MAX_LARGE_SHARE = 0.25;

/** Fewer rows than these whose columns can't be told may be no table at all. */
const MIN_TABLE_ROWS = 3;

/** The dots of a table of contents. */
const LEADER = /\s?(?:\.\s?){5,}/g;

const BULLET = /^[•·◦▪▫‣⁃●○■□➢➤–*-]\s+/gu;

/** A paragraph with its text, which may have been moved across a page's edge. */
type Piece = Paragraph & { placed: PlacedText };

/** Puts the lines of all pages together: paragraphs, headings, lists and rows, each on its page. */
export function assemble(pages: readonly PdfPage[], outline: PdfOutline): Extract<ReadResult, { status: "read" }> {
  const { pages: clean, headers, footers } = withoutRunningLines(pages.map(({ regions }) => regions));
  const joiner = new LineJoiner(clean.flat(2));
  const pieces = clean.flatMap((regions, index) =>
    regions
      .flatMap((region) => regionParagraphs(region, index + 1, pages[index]!.rules))
      .map((paragraph) => pieceOf(paragraph, joiner)),
  );
  const body = bodySize(pieces);
  joinAcrossEdges(pieces, joiner, body);
  const headings = headingLevels(pieces, body, outline.headings);
  const builder = new TextBuilder();
  const tables = new Tables(builder);
  const words: WordBox[] = [];
  const placeOf = (page: number) => ({ page, pageLabel: outline.labels?.[page - 1] || null });
  const keepBoxes = (placed: PlacedText) => {
    const { start: at } = builder.blocks.at(-1)!;
    for (const word of wholeWords(placed)) {
      const { start, end } = span(at + word.start, at + word.end);
      const { page, left, top, right, bottom } = word.box;
      words.push({ start, end, page, left, top, right, bottom });
    }
  };
  for (const piece of pieces) {
    const { page, kind } = piece;
    const place = placeOf(page);
    const level = headings.get(piece);
    const item = level === undefined && kind === "text" && isListItem(piece.placed.text);
    const placed = singleSpaced(item ? replace(piece.placed, BULLET, "") : piece.placed);
    if (placed.text === "") continue;
    if (level !== undefined) builder.heading(level, placed.text, place);
    else if (kind === "row") tables.add(piece, placed.text, place);
    else builder.block(item ? "list_item" : "paragraph", placed.text, place);
    keepBoxes(placed);
  }
  for (const [title, lines] of [
    ["Header", headers],
    ["Footer", footers],
  ] as const) {
    if (lines.length > 0) builder.section(1, title);
    for (const { page, line } of lines) {
      const placed = singleSpaced(placedLine(line));
      if (builder.block("paragraph", placed.text, placeOf(page))) keepBoxes(placed);
    }
  }
  if (pages.some(({ notes = [] }) => notes.length > 0)) builder.section(1, "Comments");
  for (const [index, { notes = [] }] of pages.entries()) {
    for (const note of notes) builder.block("paragraph", note, placeOf(index + 1));
  }
  const { text, blocks } = builder;
  const layout = { pages: pages.map(({ size }) => size), words };
  const unread = untoldColumns(pieces);
  return {
    status: "read",
    text,
    title: largestHeading(pieces, headings),
    blocks,
    layout,
    ...(unread.length > 0 && { unread }),
  };
}

/** Tables whose cells don't stand below each other are read line by line: which number is of which column isn't known. */
function untoldColumns(pieces: readonly Piece[]): string[] {
  const rowsOf = new Map<Table, number>();
  for (const { table } of pieces) if (table?.columns === null) rowsOf.set(table, (rowsOf.get(table) ?? 0) + 1);
  const tables = [...rowsOf.values()].filter((rows) => rows >= MIN_TABLE_ROWS).length;
  return tables === 0 ? [] : [`the columns of ${count(tables, "table")}`];
}

/** Adds the rows of tables, each with the row that names its columns, also where that stands on a page before. */
class Tables {
  #last: Table | undefined;
  #page = 0;
  #row = 0;
  #header: { readonly context: string; readonly header: Span } | undefined;

  constructor(private readonly builder: TextBuilder) {}

  add({ table, header = false, page }: Piece, text: string, place: BlockPlace): void {
    if (table !== this.#last) {
      const goesOn = this.#last && table && page === this.#page + 1 && goesOnWith(this.#last, table);
      if (!goesOn) {
        this.#header = undefined;
        this.#row = 0;
      }
      this.#last = table;
    }
    this.#page = page;
    // A table that goes on may repeat it.
    if (header && this.#header?.context !== text) this.#header = undefined;
    const named = header ? { header: "itself" as const } : this.#header;
    const block = this.builder.block("table_row", text, { ...place, row: ++this.#row, ...named });
    if (block && header) this.#header = { context: text, header: block };
  }
}

function pieceOf(paragraph: Paragraph, joiner: LineJoiner): Piece {
  const { kind, lines } = paragraph;
  if (kind === "row") {
    return {
      ...paragraph,
      placed: joinedBy(
        " | ",
        lines[0]!.cells.map((cell) => cell.placed),
      ),
    };
  }
  return { ...paragraph, placed: replace(joiner.join(lines.map(placedLine)), LEADER, " … ") };
}

/** The size of most characters. */
function bodySize(pieces: readonly Piece[]): number {
  const characters = new Map<number, number>();
  for (const { size, placed } of pieces) {
    const rounded = Math.round(size * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + placed.text.length);
  }
  return [...characters].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/**
 * A paragraph that goes on in the next column is made whole. One that goes on behind a page's edge gets the rest of
 * its last sentence only, so that every sentence stands on the page where it begins.
 */
function joinAcrossEdges(pieces: Piece[], joiner: LineJoiner, body: number): void {
  for (let index = 1; index < pieces.length; index++) {
    const next = pieces[index]!;
    const last = lastOfBody(pieces, index, body);
    if (last === undefined || !goesOn(last, next)) continue;
    const joined = joiner.append(last.placed, next.placed);
    if (last.page === next.page) {
      last.placed = joined;
      pieces.splice(index--, 1);
      continue;
    }
    const added = joined.text.length - next.placed.text.length;
    const end = sentenceBreaks(joined.text).find((at) => at > added);
    last.placed = trim(slice(joined, 0, end));
    next.placed = end === undefined ? NO_TEXT : slice(joined, end);
    if (next.placed.text === "") pieces.splice(index--, 1);
  }
}

/** The paragraph before `index`; at a page's edge without the notes below it, which are in smaller type. */
function lastOfBody(pieces: readonly Piece[], index: number, body: number): Piece | undefined {
  const next = pieces[index]!;
  let at = index - 1;
  const before = pieces[at]!;
  if (before.page === next.page) return isBelow(next, before) ? undefined : before;
  while (pieces[at]?.page === next.page - 1 && pieces[at]!.size < body * 0.95) at--;
  return pieces[at]?.page === next.page - 1 ? pieces[at] : pieces[index - 1];
}

/** In the same column: a break has been found between them. */
function isBelow(next: Piece, before: Piece): boolean {
  return next.lines[0]!.baseline > before.lines.at(-1)!.baseline;
}

function goesOn(last: Piece, next: Piece): boolean {
  if (last.kind === "row" || next.kind === "row" || !sameSize(last, next) || last.page + 1 < next.page) return false;
  if (SENTENCE_END.test(last.placed.text) || isListItem(next.placed.text)) return false;
  const { text } = next.placed;
  return /^\p{Ll}/u.test(text) || (last.full && !/^["“(]?\p{Lu}\P{Ll}/u.test(text));
}

/** Titles of the outline, and short lines in clearly larger type; larger is further out. */
function headingLevels(
  pieces: readonly Piece[],
  body: number,
  outline: ReadonlyMap<string, number>,
): Map<Piece, number> {
  const short = pieces.filter(
    ({ kind, placed, lines }) =>
      kind === "text" &&
      lines.length <= MAX_HEADING_LINES &&
      placed.text.length <= MAX_HEADING_CHARACTERS &&
      /\p{L}/u.test(placed.text),
  );
  let large = short.filter(({ size, placed }) => size >= body * HEADING_SIZE && !/[.,;]$| … \d+$/.test(placed.text));
  if (length(large) > length(pieces) * MAX_LARGE_SHARE) large = [];
  const sizes = [...new Set(large.map(({ size }) => Math.round(size)))].sort((a, b) => b - a);
  const levels = new Map(large.map((piece) => [piece, sizes.indexOf(Math.round(piece.size)) + 1]));
  for (const piece of short) {
    const depth = outline.get(piece.placed.text.replace(/\s+/g, ""));
    if (depth !== undefined && piece.size >= body * 0.95 && !levels.has(piece)) levels.set(piece, sizes.length + depth);
  }
  return levels;
}

function length(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { placed }) => sum + placed.text.length, 0);
}

/** On the first page. */
function largestHeading(pieces: readonly Piece[], headings: ReadonlyMap<Piece, number>): string {
  let title: Piece | undefined;
  for (const piece of headings.keys())
    if (piece.page === 1 && (title === undefined || piece.size > title.size)) title = piece;
  return title === undefined || !pieces.includes(title) ? "" : title.placed.text;
}

const WORD = /[\p{L}\p{M}’'-]+/gu;
const BROKEN = /(\p{L}+)[-\u2010\u00ad]$/u;
/** First parts of compounds whose hyphen is seldom that of a line end. */
const COMPOUND = new Set(
  "self well non ex all half high low long short three two one anti cross post pre so".split(" "),
);

/** Joins lines into running text; words that were parted at a line end become whole where that is safe. */
class LineJoiner {
  readonly #words = new Set<string>();

  /** @param lines all of the document: its other words show which way a parted one is written */
  constructor(lines: Iterable<TextLine>) {
    for (const line of lines) {
      for (const [word] of textOfLine(line).matchAll(WORD)) this.#words.add(word.toLowerCase());
    }
  }

  join(lines: readonly PlacedText[]): PlacedText {
    const parts: (PlacedText | string)[] = [];
    let last = NO_TEXT;
    for (const line of lines) {
      if (last.text !== "") parts.push(...this.#joint(last, line));
      last = line;
    }
    return replace(concat(...parts, last), /\u00ad/g, "");
  }

  append(text: PlacedText, line: PlacedText): PlacedText {
    return text.text === "" ? line : concat(...this.#joint(text, line), line);
  }

  /** A text and what comes between it and the line after it. */
  #joint(text: PlacedText, line: PlacedText): (PlacedText | string)[] {
    const start = BROKEN.exec(text.text)?.[1];
    const end = /^\p{Ll}[\p{L}\p{M}]*/u.exec(line.text)?.[0];
    if (start === undefined || end === undefined) return [text, " "];
    return [this.#isHyphen(start.toLowerCase(), end, text.text.at(-1)!) ? text : slice(text, 0, text.text.length - 1)];
  }

  /** Whether the hyphen is part of the word. */
  #isHyphen(start: string, end: string, hyphen: string): boolean {
    if (hyphen === "\u00ad" || this.#words.has(start + end)) return false;
    return this.#words.has(`${start}-${end}`) || COMPOUND.has(start);
  }
}
