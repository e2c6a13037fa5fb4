import type { Part } from "../contract/answer.js";

/** `A`, `B`, … `Z`, `AA`, as spreadsheets name columns. @param index from 0 */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** Cells as a spreadsheet names them: `B7`, `A7:D9`. Edges from 0, inclusive. */
export function cellRange(left: number, top: number, right: number, bottom: number): string {
  const [first, last] = [`${columnLetters(left)}${top + 1}`, `${columnLetters(right)}${bottom + 1}`];
  return first === last ? first : `${first}:${last}`;
}

/** Where several pieces of a document stand together: in a sheet all of their cells, elsewhere where the first one does. */
export function partOver(parts: readonly (Part | null)[]): Part | null {
  const [first = null] = parts;
  if (first?.kind !== "cells") return first;
  const ranges = parts.flatMap((part) => (part?.kind === "cells" && part.sheet === first.sheet ? [part.range] : []));
  return { ...first, range: rangeOver(ranges) };
}

/** The smallest range that holds all of these. */
function rangeOver(ranges: readonly string[]): string {
  const cells = ranges.flatMap((range) => range.split(":").map(cellOf));
  const edges = (of: (cell: { column: number; row: number }) => number) => cells.map(of).sort((a, b) => a - b);
  const [columns, rows] = [edges(({ column }) => column), edges(({ row }) => row)];
  return cellRange(columns[0]!, rows[0]!, columns.at(-1)!, rows.at(-1)!);
}

function cellOf(name: string): { column: number; row: number } {
  const letters = name.replace(/\d+$/, "");
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(name.slice(letters.length)) - 1 };
}
