/** A piece of text as a page shows it, in points; y grows downwards. */
export interface TextRun {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
  /** Number within the page, in the order of the file. */
  readonly order: number;
  /** Whether white space comes before it in the order of the file. */
  readonly spaced: boolean;
  /** Written from right to left. */
  readonly rtl: boolean;
}

/** Runs of a line without a wide gap between them; `order` is that of the last. */
export type Chunk = TextRun;

/** A part of a line with wide gaps around it. */
export interface Cell {
  readonly text: string;
  readonly left: number;
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
  return cells.map(({ text }) => text).join(" ");
}
