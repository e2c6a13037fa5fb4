import { type Block, type BlockKind, NOWHERE, type Place } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { Sections, withHeader } from "./blocks.js";

/** What a block says of itself besides its text. */
export interface BlockPlace extends Partial<Place> {
  readonly context?: string | undefined;
  readonly header?: Span | "itself" | undefined;
  /** How deep an item stands in lists; 0 is the outermost [0]. */
  readonly level?: number;
}

const INDENT = "  ";
const MAX_INDENTS = 8;

/** Builds the text of a format that has none of its own, block by block. */
export class TextBuilder {
  readonly #parts: string[] = [];
  readonly #blocks: Block[] = [];
  readonly #sections = new Sections();
  #length = 0;

  get text(): string {
    return this.#parts.join("");
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** Adds a heading, which opens a section. A smaller `level` is further out. */
  heading(level: number, content: string, place: BlockPlace = {}): void {
    const title = singleSpaced(content);
    if (title === "") return;
    this.#sections.enter(level, title);
    this.#add("heading", title, place);
  }

  /** Opens a section whose heading is not in the text. */
  section(level: number, title: string): void {
    this.#sections.enter(level, title);
  }

  /** Ends the sections of a level and of deeper ones. */
  endSection(level: number): void {
    this.#sections.leave(level);
  }

  /** Adds a block of any other kind, and gives it; outer white space is left out, and what is blank is no block. */
  block(kind: Exclude<BlockKind, "heading" | "rule">, content: string, place: BlockPlace = {}): Block | undefined {
    // The first line of code may be indented.
    const trimmed = kind === "code" ? content.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd() : content.trim();
    return trimmed.trim() === "" ? undefined : this.#add(kind, trimmed, place);
  }

  #add(kind: BlockKind, content: string, { context, header, level = 0, ...place }: BlockPlace): Block {
    const last = this.#blocks.at(-1)?.kind;
    const between =
      last === undefined ? "" : last === kind && (kind === "list_item" || kind === "table_row") ? "\n" : "\n\n";
    const gap = between + INDENT.repeat(Math.min(level, MAX_INDENTS));
    const start = this.#length + gap.length + (content.length - content.trimStart().length);
    this.#parts.push(gap, content);
    this.#length += gap.length + content.length;
    const own = span(start, this.#length);
    const block: Block = {
      ...own,
      kind,
      section: this.#sections.path,
      ...NOWHERE,
      ...place,
      ...(context !== undefined && { context }),
    };
    const added = withHeader(block, header === "itself" ? own : header);
    this.#blocks.push(added);
    return added;
  }
}
