import { joinedBy, type PlacedText } from "./placed-text.js";

/**
 * A piece of text as a page shows it, in points. Text at an angle is turned upright first: `left`, `right` and
 * `baseline` are along and across the direction of writing; only the boxes of its words are where they are shown.
 */
export interface TextRun {
  readonly placed: PlacedText;
  readonly left: number;
  readonly right: number;
  /** Grows downwards. */
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
  /** Number within the page, in the order of the file. */
  readonly order: number;
  /** Whether white space comes before it in the order of the file. */
  readonly spaced: boolean;
  readonly bold: boolean;
}

/** Runs of a line without a wide gap between them; `order` is that of the last. */
export type Chunk = TextRun;

/** A part of a line with wide gaps around it. */
export interface Cell {
  readonly placed: PlacedText;
  readonly left: number;
  readonly right: number;
  readonly bold: boolean;
}

/** A line of text in its column. */
export interface TextLine {
  /** More than one in the row of a table, one in running text. */
  readonly cells: readonly Cell[];
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** Lines that stand below each other with nothing between them: a column, or what goes across columns. */
export type Region = readonly TextLine[];

export function textOfLine({ cells }: TextLine): string {
  return cells.length === 1 ? cells[0]!.placed.text : cells.map(({ placed }) => placed.text).join(" ");
}

export function placedLine({ cells }: TextLine): PlacedText {
  return joinedBy(
    " ",
    cells.map(({ placed }) => placed),
  );
}

/** A line that is drawn from left to right, or the upper or lower edge of a filled box. */
export interface Rule {
  readonly left: number;
  readonly right: number;
  /** From the top of the page. */
  readonly height: number;
}
