/** A cell that shows something. */
export interface Cell {
  /** As the program shows it: by its format, a formula by its value. May have lines. Empty with a comment alone. */
  readonly text: string;
  readonly isNumber: boolean;
  /** How many rows and columns it takes: more than one where cells are merged. */
  readonly rows: number;
  readonly columns: number;
  readonly comments?: readonly { readonly by: string | null; readonly text: string }[];
}

/** One sheet of a workbook. Rows and columns count from 0; what shows nothing is in neither map. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Cells by row and column, both ascending. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, Cell>>;
}
