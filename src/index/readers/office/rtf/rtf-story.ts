import { singleSpaced } from "../../../../core/text.js";
import { TextBuilder } from "../../text-builder.js";
import { Flow, type FlowRow, flowText } from "../flow.js";

/** What is known of a paragraph besides its text. */
export interface ParagraphState {
  style: number;
  /** 0 is a heading of the first level; `null` for what its style says. */
  outline: number | null;
  /** Whether it belongs to a list. */
  list: boolean;
  level: number;
  /** Whether its first line hangs out to the left, as that of a list's item does. */
  hangs: boolean;
  /** How deep in tables it stands; 0 in none. */
  table: number;
}

export interface RtfStyle {
  readonly name: string;
  readonly outline: number | null;
}

/** The cells of a row as they are announced. */
export interface RowShape {
  isHeader: boolean;
  readonly cells: { right: number; continues: boolean; covered: boolean }[];
}

interface RtfRow {
  readonly texts: readonly string[];
  readonly shape: RowShape;
}

const CODE_STYLES = new Set(["source code", "preformatted text", "html preformatted"]);
/** A mark that stands in the text itself, with a tab behind it. */
const TYPED_MARK = /^\s*([•·▪◦‣○●–—*-]|\(?(?:\d{1,4}|[a-zA-Z]{1,4})[.)])\t/;
/** Edges of cells that are no further apart are one. Twentieths of a point. */
const EDGE_TOLERANCE = 40;

/**
 * One flow of paragraphs and tables within an RTF file: its body, a header, a note. What it holds is kept as steps,
 * as it may be written more than once.
 */
export class RtfStory {
  readonly #steps: ((flow: Flow) => void)[] = [];
  /** What follows the paragraph that is open: notes, text boxes. */
  readonly #after: ((flow: Flow) => void)[] = [];
  #text = "";
  #mark: string | null = null;
  #cell: string[] = [];
  #cells: string[] = [];
  #rows: RtfRow[] = [];
  #nested: { cell: string[]; cells: string[]; rows: RtfRow[] } = { cell: [], cells: [], rows: [] };
  #tables: RtfRow[][] = [];

  constructor(private readonly styles: ReadonlyMap<number, RtfStyle>) {}

  say(text: string): void {
    this.#text += text;
  }

  mark(text: string): void {
    this.#mark = text.trim();
  }

  /** Adds what comes behind the paragraph that is open. */
  after(step: (flow: Flow) => void): void {
    this.#after.push(step);
  }

  endParagraph(state: ParagraphState): void {
    const [text, mark, about] = [this.#text, this.#mark, { ...state }];
    this.#text = "";
    this.#mark = null;
    if (state.table > 0) {
      const line = flowText(this.#joined(text, mark));
      if (line !== "") (state.table > 1 ? this.#nested.cell : this.#cell).push(line);
      return;
    }
    this.#endTable();
    this.#steps.push((flow) => this.#write(flow, text, mark, about));
    this.#steps.push(...this.#after.splice(0));
  }

  endCell(state: ParagraphState): void {
    this.endParagraph({ ...state, table: 1 });
    this.#cells.push(this.#cell.join(" "));
    this.#cell = [];
  }

  endRow(shape: RowShape): void {
    this.#rows.push({ texts: this.#cells, shape: structuredClone(shape) });
    this.#cells = [];
  }

  endNestedCell(state: ParagraphState): void {
    this.endParagraph({ ...state, table: 2 });
    this.#nested.cells.push(this.#nested.cell.join(" "));
    this.#nested.cell = [];
  }

  endNestedRow(shape: RowShape): void {
    this.#nested.rows.push({ texts: this.#nested.cells, shape: structuredClone(shape) });
    this.#nested.cells = [];
  }

  /** @param state of the paragraph that is open, which the end of a file need not close */
  end(state: ParagraphState): void {
    if (this.#text.trim() !== "" || this.#after.length > 0) this.endParagraph({ ...state, table: 0 });
    this.#endTable();
  }

  write(flow: Flow): void {
    for (const step of this.#steps) step(flow);
  }

  /** Its words in one line. */
  get text(): string {
    const flow = new Flow(new TextBuilder());
    this.write(flow);
    flow.end();
    return singleSpaced(flow.builder.text);
  }

  #endTable(): void {
    if (this.#cell.length > 0) {
      this.#cells.push(this.#cell.join(" "));
      this.#cell = [];
    }
    if (this.#cells.length > 0) this.endRow({ isHeader: false, cells: [] });
    if (this.#nested.rows.length > 0) this.#tables.push(this.#nested.rows);
    this.#nested = { cell: [], cells: [], rows: [] };
    if (this.#rows.length === 0) return;
    for (const rows of [this.#rows, ...this.#tables]) this.#steps.push((flow) => writeTable(flow, rows));
    this.#rows = [];
    this.#tables = [];
    this.#steps.push(...this.#after.splice(0));
  }

  #joined(text: string, mark: string | null): string {
    return mark === null || !/[\p{L}\p{N}]/u.test(mark) ? text : `${mark} ${text}`;
  }

  #write(flow: Flow, text: string, mark: string | null, state: ParagraphState): void {
    const style = this.styles.get(state.style);
    const outline = state.outline ?? style?.outline ?? null;
    const typed = mark === null && state.hangs ? TYPED_MARK.exec(text) : null;
    if (outline !== null && outline < 9) flow.heading(outline + 1, this.#joined(text, mark));
    else if (style !== undefined && CODE_STYLES.has(style.name)) flow.code(text);
    else if (/^(?:toc|contents) \d$/.test(style?.name ?? "")) return;
    else if (typed !== null) flow.listItem(text.slice(typed[0].length), shownMark(typed[1]!), state.level);
    else if (mark !== null || state.list) flow.listItem(text, shownMark(mark ?? ""), state.level);
    else flow.paragraph(text);
  }
}

/** A bullet is no part of what an item says. */
function shownMark(mark: string): string {
  return /[\p{L}\p{N}]/u.test(mark) && !/^[o§]$/.test(mark) ? mark : "";
}

/** Rows whose cells end at other places than those of the others are put into the columns of all. */
function writeTable(flow: Flow, rows: readonly RtfRow[]): void {
  if (rows.every(({ texts }) => texts.length < 2)) {
    for (const { texts } of rows) flow.paragraph(texts.join(" "));
    return;
  }
  const edges: number[] = [];
  for (const edge of rows.flatMap(({ shape }) => shape.cells.map(({ right }) => right)).sort((a, b) => a - b))
    if (edge - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > EDGE_TOLERANCE) edges.push(edge);
  const columnOf = (right: number) => edges.findIndex((edge) => Math.abs(edge - right) <= EDGE_TOLERANCE);
  flow.table(
    rows.map(({ texts, shape }): FlowRow => {
      let last = -1;
      const cells = texts.map((text, index) => {
        const about = shape.cells[index];
        const column = about === undefined ? last + 1 : Math.max(columnOf(about.right), last + 1);
        const columns = column - last;
        last = column;
        return { text, columns, continues: about?.continues ?? false };
      });
      return { cells, isHeader: shape.isHeader };
    }),
  );
}
