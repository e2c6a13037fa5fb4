import type { Part } from "../../../contract/answer.js";
import { type Span, span } from "../../../core/spans.js";
import { singleSpaced } from "../../../core/text.js";
import { isHeaderText } from "../data/csv-reader.js";
import { type ReadResult, UnreadableFile } from "../document-reader.js";
import type { BlockPlace, TextBuilder } from "../text-builder.js";
import type { DocumentProperties } from "./opc-package.js";
import { Unread } from "./unread.js";

export interface FlowCell {
  readonly text: string;
  /** How many columns it is wide [1]. */
  readonly columns?: number;
  /** Whether it is the lower part of a cell that spans rows [false]. */
  readonly continues?: boolean;
}

export interface FlowRow {
  readonly cells: readonly FlowCell[];
  /** Whether the file says that it names the columns. */
  readonly isHeader: boolean;
}

/** Stands in the text of a paragraph for the number of a page, which is no text. */
export const PAGE_NUMBER = "\u0001";
const PAGE_WORDS = "(?:page|seite|pg\\.?|p\\.|página|pagina|sida|side)";
const PAGE_NUMBERS = new RegExp(
  `[-–—|·]?[^\\S\\n]*(?:${PAGE_WORDS}[^\\S\\n]*)?${PAGE_NUMBER}(?:[^\\S\\n]*(?:of|von|sur|de|di|av|/)?[^\\S\\n]*${PAGE_NUMBER})*[^\\S\\n]*(?:[-–—|·](?=\\s*$))?`,
  "gi",
);

/**
 * Writes down what the flow of a word processor's document or of a slide holds, the same way for every format: blocks
 * of text, with notes at the end of their section.
 */
export class Flow {
  readonly #code: string[] = [];
  #notes: string[] = [];
  /** What all blocks are said to stand in. */
  place: { readonly page?: number; readonly part?: Part } = {};

  constructor(
    readonly builder: TextBuilder,
    readonly unread = new Unread(),
  ) {}

  /** The first heading of the document. */
  title: string | null = null;

  /** @param level 1 is the outermost */
  heading(level: number, text: string): void {
    this.#endCode();
    const content = singleSpaced(flowText(text));
    if (content === "") return;
    this.title ??= content;
    this.aside(level, content);
  }

  /** Opens a section of what the document doesn't name itself, under a heading. */
  aside(level: number, heading: string): void {
    this.end();
    this.builder.heading(level, heading, this.place);
  }

  /** Opens a section whose heading is not in the text. */
  section(level: number, title: string): void {
    this.end();
    this.builder.section(level, title);
  }

  paragraph(text: string): void {
    this.#endCode();
    this.builder.block("paragraph", flowText(text), this.place);
  }

  /** @param mark its number as it is shown; empty for a bullet. @param level 0 is the outermost */
  listItem(text: string, mark: string, level: number): void {
    this.#endCode();
    const content = flowText(text);
    if (content === "") return;
    this.builder.block("list_item", mark === "" ? content : `${mark} ${content}`, { ...this.place, level });
  }

  /** A line of code: those that follow each other are one block. */
  code(line: string): void {
    this.#code.push(line);
  }

  /** A note, which is kept until its section ends. @param mark as the text refers to it */
  note(mark: string, text: string): void {
    const content = singleSpaced(text);
    if (content !== "") this.#notes.push(`[${mark}] ${content}`);
  }

  /** Adds the rows of a table that say something. The header is what the file says, else a first row that looks it. */
  table(rows: readonly FlowRow[]): void {
    this.#endCode();
    const contents = gridTexts(rows);
    const marked = rows.findIndex(({ isHeader }) => !isHeader);
    const first = contents.findIndex((content) => content !== "");
    const looksIt = rows.length > 1 && marked === 0 && first === 0 && isHeaderText(contents[0]!);
    const headers = looksIt ? 1 : Math.max(marked, 0);
    let header: { readonly context: string; readonly header: Span } | undefined;
    for (const [index, content] of contents.entries()) {
      if (content === "") continue;
      const place: BlockPlace = { ...this.place, row: index + 1 };
      if (index >= headers) {
        this.builder.block("table_row", content, { ...place, ...header });
        continue;
      }
      const block = this.builder.block("table_row", content, { ...place, header: "itself" });
      if (block !== undefined) {
        const context = header === undefined ? content : `${header.context}\n${content}`;
        header = { context, header: span(header?.header.start ?? block.start, block.end) };
      }
    }
  }

  /** Writes what is kept until the end. */
  end(): void {
    this.#endCode();
    this.#endNotes();
  }

  #endCode(): void {
    if (this.#code.length === 0) return;
    this.builder.block("code", this.#code.join("\n"), this.place);
    this.#code.length = 0;
  }

  #endNotes(): void {
    const notes = this.#notes;
    this.#notes = [];
    for (const note of notes) this.builder.block("paragraph", note, this.place);
  }
}

/** What a reader gives of a flow that has been written to its end. @throws UnreadableFile where it has no text */
export function flowResult(flow: Flow, { title, properties, fields = {} }: DocumentProperties): ReadResult {
  const { text, blocks } = flow.builder;
  if (blocks.length === 0) throw new UnreadableFile("has no text");
  return {
    status: "read",
    text,
    title: title ?? flow.title,
    properties,
    fields,
    unread: flow.unread.words,
    blocks,
  };
}

/** White space collapsed but for line ends, and the numbers of pages left out. */
export function flowText(text: string): string {
  const kept = text.includes(PAGE_NUMBER) ? text.replace(PAGE_NUMBERS, " ") : text;
  return kept
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

/**
 * Each row's cells with bars between them. A cell that spans rows is said in each of them, and one that spans columns
 * leaves the others blank, so that all rows have the same columns.
 */
function gridTexts(rows: readonly FlowRow[]): string[] {
  const above: string[] = [];
  return rows.map(({ cells }) => {
    const texts: string[] = [];
    let says = false;
    for (const { text, columns = 1, continues = false } of cells) {
      const own = singleSpaced(flowText(text));
      if (own !== "") says = true;
      const said = continues && own === "" ? (above[texts.length] ?? "") : own;
      texts.push(said, ...Array<string>(Math.max(0, Math.min(columns, 256) - 1)).fill(""));
    }
    for (const [column, text] of texts.entries()) above[column] = text;
    if (!says) return "";
    return cells.length === 1 ? texts[0]! : texts.join(" | ");
  });
}
