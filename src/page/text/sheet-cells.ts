import type { PageView, PageWord } from "../../contract/documents.js";

/** A cell of a sheet; one that is merged takes several columns or rows. */
export interface GridCell {
  /** 0-based. */
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  /** What stands in it, and what is said of it: comments. */
  readonly words: readonly PageWord[];
}

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Cells by their place. */
export class SheetCells {
  readonly #cells = new Map<string, GridCell>();
  readonly #covered = new Set<string>();
  /** The row that names the columns: the first that is as good as full. */
  readonly header: number | null;

  constructor(page: Pick<PageView, "words">) {
    const perRow = new Map<number, number>();
    for (const word of page.words) {
      const { left: column, top: row } = word;
      const key = `${row} ${column}`;
      const before = this.#cells.get(key);
      if (before === undefined) perRow.set(row, (perRow.get(row) ?? 0) + 1);
      const size = { rows: word.bottom - row, columns: word.right - column };
      this.#cells.set(key, { row, column, ...size, words: [...(before?.words ?? []), word] });
      if (size.rows * size.columns > 1 && size.rows * size.columns < MAX_MERGED) this.#cover(row, column, size);
    }
    const fullest = Math.max(0, ...perRow.values());
    const rows = [...perRow].sort(([a], [b]) => a - b);
    this.header = rows.find(([, cells]) => cells > 1 && cells >= fullest / 2)?.[0] ?? null;
  }

  /** `null` for an empty cell; `covered` where one that is merged reaches over it. */
  at(row: number, column: number): GridCell | "covered" | null {
    const key = `${row} ${column}`;
    if (this.#covered.has(key)) return "covered";
    return this.#cells.get(key) ?? null;
  }

  #cover(row: number, column: number, { rows, columns }: { readonly rows: number; readonly columns: number }): void {
    for (let down = 0; down < rows; down++) {
      for (let right = 0; right < columns; right++) {
        if (down + right > 0) this.#covered.add(`${row + down} ${column + right}`);
      }
    }
  }
}

/** Of a wrong file, a merged cell may be as large as a sheet. */
const MAX_MERGED = 10_000;

/** As many rows or columns as are drawn at first, around those of the quote. */
export function rangeAround(count: number, quoted: readonly number[], most: number): Range {
  const first = Math.min(...quoted);
  const middle = Number.isFinite(first) ? (first + Math.min(Math.max(...quoted), first + most / 2)) / 2 : 0;
  const from = Math.max(0, Math.min(Math.round(middle - most / 2), count - most));
  return { first: from, last: Math.min(count, from + most) - 1 };
}

/** The letters of a column, from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
