import type { Block, BlockKind } from "../../../core/document.js";
import { sliceSpan } from "../../../core/spans.js";
import { Sections, textBlock, withHeader, withRules } from "../blocks.js";
import { isHeaderText } from "../data/csv-reader.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { type Heading, headingAt, leadingTitle, longLineBelow } from "./headings.js";
import {
  cellMarks,
  continuesItem,
  continuesParagraph,
  isRule,
  type Line,
  type ListMarker,
  lineGroups,
  listMarker,
  startsItem,
  wrapWidth,
} from "./lines.js";

/** Reads plain text: finds headings, lists, tables and paragraphs by how the lines look. */
export const textReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    const { blocks, title } = new TextStructure(text).find();
    return { status: "read", text, title: title ?? null, blocks: withRules(text, blocks) };
  },
};

/** The lists, tables and paragraphs of a text that is part of something else, as of a mail. */
export function plainTextBlocks(text: string): readonly Block[] {
  return new TextStructure(text).find().blocks;
}

class TextStructure {
  readonly #text: string;
  readonly #blocks: Block[] = [];
  readonly #sections = new Sections();
  /** Marker of the list item that came last, if its list may go on. */
  #item: ListMarker | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  find(): { blocks: readonly Block[]; title: string | undefined } {
    const groups = lineGroups(this.#text);
    const titles = this.#leadingTitles(groups);
    for (let index = titles.length; index < groups.length; index++) this.#group(groups[index]!, groups[index + 1]?.[0]);
    return { blocks: this.#blocks, title: titleOf(titles) ?? this.#headingFirst() };
  }

  #leadingTitles(groups: readonly Line[][]): Heading[] {
    const titles: Heading[] = [];
    // The last group is never a title: a text of one line says something.
    for (const [index, group] of groups.slice(0, -1).entries()) {
      const around = { next: group[1], nextGroup: groups[index + 1]?.[0], listNumber: null, longLine: undefined };
      const heading = headingAt(group[0]!, around) === undefined ? leadingTitle(group) : undefined;
      if (heading === undefined) break;
      titles.push(heading);
    }
    for (const title of titles) this.#heading(title);
    return titles;
  }

  #headingFirst(): string | undefined {
    const first = this.#blocks.find((block) => block.kind !== "rule");
    return first?.kind === "heading" ? first.section.at(-1) : undefined;
  }

  #group(lines: readonly Line[], nextGroup: Line | undefined): void {
    const width = wrapWidth(lines);
    for (let index = 0; index < lines.length; ) {
      const line = lines[index]!;
      const previous = lines[index - 1];
      const atStart = previous === undefined || isRule(previous) || this.#blocks.at(-1)?.kind === "heading";
      const around = {
        next: lines[index + 1],
        nextGroup,
        listNumber: this.#item?.number ?? null,
        longLine: longLineBelow(lines, index),
      };
      const heading = atStart || /^=/.test(line.text) ? headingAt(line, around) : undefined;
      if (isRule(line)) index++;
      else if (heading !== undefined) {
        this.#heading(heading);
        index++;
      } else if (isRow(lines, index)) index = this.#table(lines, index);
      else index = this.#paragraph(lines, index, width);
    }
  }

  #heading(heading: Heading): void {
    this.#sections.enter(heading.level, heading.title);
    this.#add("heading", heading.start, heading.end);
    this.#item = undefined;
  }

  #table(lines: readonly Line[], from: number): number {
    let index = from;
    let header: Block | undefined;
    let last: Block | undefined;
    for (let row = 1; index < lines.length && (isRule(lines[index]!) || isRow(lines, index)); index++) {
      const line = lines[index]!;
      // What stands right above the first line of dashes names the columns of what stands below it.
      if (isRule(line)) header ??= line.text.includes("-") ? last : undefined;
      else {
        last = this.#blockOf("table_row", line.start, line.end, row++);
        if (last === undefined) continue;
        const itself = last.row === 1 && isHeaderText(sliceSpan(this.#text, last)) ? last : undefined;
        this.#blocks.push(withHeader(last, header ?? itself));
      }
    }
    this.#item = undefined;
    return index;
  }

  #paragraph(lines: readonly Line[], from: number, width: number): number {
    const first = lines[from]!;
    const above = from > 0 && this.#blocks.at(-1)?.kind === "list_item" ? this.#item : undefined;
    const item = startsItem(first, lines[from - 1], above);
    const marker = item ? listMarker(first) : undefined;
    let index = from + 1;
    for (; index < lines.length; index++) {
      const line = lines[index - 1]!;
      const next = lines[index]!;
      if (isRule(next) || isRow(lines, index) || startsItem(next, line, marker)) break;
      const goesOn = item
        ? continuesItem(first, line, next, width)
        : continuesParagraph(line, next, index - 1 === from, width);
      if (!goesOn) break;
    }
    const start = first.start + (marker?.bullet ? marker.length : 0);
    this.#add(item ? "list_item" : "paragraph", start, lines[index - 1]!.end);
    // Paragraphs that are indented below an item belong to it, and its list goes on behind them.
    if (marker !== undefined || first.indent === 0) this.#item = marker;
    return index;
  }

  #add(kind: BlockKind, start: number, end: number): void {
    const block = this.#blockOf(kind, start, end);
    if (block !== undefined) this.#blocks.push(block);
  }

  #blockOf(kind: BlockKind, start: number, end: number, row: number | null = null): Block | undefined {
    return textBlock(this.#text, kind, start, end, this.#sections.path, row);
  }
}

/** A page saved from the web often names its site first and repeats its title; otherwise the first line is the title. */
function titleOf(titles: readonly Heading[]): string | undefined {
  const seen = new Set<string>();
  for (const { title } of titles) {
    if (seen.has(title)) return title;
    seen.add(title);
  }
  return titles[0]?.title;
}

/** Cells parted by `|` or tabs, twice in the line or as often in the line next to it. */
function isRow(lines: readonly Line[], index: number): boolean {
  const marks = cellMarks(lines[index]!);
  if (marks === 0) return false;
  if (marks > 1 && lines[index]!.text.includes(" | ")) return true;
  const before = lines[index - 1];
  const after = lines[index + 1];
  return (before !== undefined && cellMarks(before) === marks) || (after !== undefined && cellMarks(after) === marks);
}

/** Reads any text as one block: to find the structure of a long Markdown file takes a hundred times as long. */
export const wholeTextReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    const block = textBlock(text, "paragraph", 0, text.length, []);
    return { status: "read", text, title: null, blocks: block ? [block] : [] };
  },
};
