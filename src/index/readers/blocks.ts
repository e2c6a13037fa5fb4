import { type Block, type BlockKind, NOWHERE } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";

/** A block of running text: no page, row or column; outer white space left out. `undefined` if nothing is left. */
export function textBlock(
  text: string,
  kind: BlockKind,
  start: number,
  end: number,
  section: readonly string[],
  row: number | null = null,
): Block | undefined {
  const slice = text.slice(start, end);
  const length = slice.trim().length;
  if (length === 0) return undefined;
  const from = start + slice.length - slice.trimStart().length;
  return { ...span(from, from + length), kind, section, ...NOWHERE, row };
}

/** The block as a row of a table, with the row that names its columns, if one does. */
export function withHeader(block: Block, header: Span | undefined): Block {
  return header ? { ...block, header: span(header.start, header.end) } : block;
}

/** Adds a `rule` for what no block holds from `start` on, so that every non-white character is in a block. */
export function withRules(text: string, blocks: readonly Block[], start = 0): Block[] {
  const all: Block[] = [];
  let held = start;
  let section: readonly string[] = [];
  for (const block of blocks) {
    const gap = textBlock(text, "rule", held, block.start, section);
    if (gap !== undefined) all.push(gap);
    all.push(block);
    held = block.end;
    section = block.section;
  }
  const tail = textBlock(text, "rule", held, text.length, section);
  if (tail !== undefined) all.push(tail);
  return all;
}

/** Follows the headings of a document and says which sections hold the text that comes next. */
export class Sections {
  readonly #open: { readonly level: number; readonly title: string }[] = [];
  #path: readonly string[] = [];

  /** Titles of the open sections, outermost first. */
  get path(): readonly string[] {
    return this.#path;
  }

  /** Opens a section, which ends those of its own level and of deeper ones. A smaller `level` is further out. */
  enter(level: number, title: string): void {
    this.leave(level);
    this.#open.push({ level, title });
    this.#path = this.#open.map((section) => section.title);
  }

  /** Ends the sections of a level and of deeper ones. */
  leave(level: number): void {
    while (this.#open.length > 0 && this.#open.at(-1)!.level >= level) this.#open.pop();
    this.#path = this.#open.map((section) => section.title);
  }
}
