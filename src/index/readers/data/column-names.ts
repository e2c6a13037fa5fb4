/** Longer cells are texts: each is a block of its own, cited with its column. UTF-16 length. */
export const MAX_CELL_LENGTH = 300;

const MAX_NAME_LENGTH = 100;
const VALUE = /^[\p{Sc}+-]?[\d.,:/\s-]+%?$/u;
const YEAR = /^(?:19|20)\d\d$/;

/**
 * Whether the cells of a table's first row name its columns: names are short, differ, and are no numbers, but for years
 * that follow each other.
 * @param cells each on one line; an empty one names nothing
 */
export function namesColumns(cells: readonly string[]): boolean {
  const filled = cells.filter((name) => name !== "");
  if (filled.length === 0 || new Set(filled).size < filled.length) return false;
  const years = filled.filter((name) => YEAR.test(name));
  const areYears = years.length > 1 && years.length < cells.length && isRow(years.map(Number));
  return filled.every((name) => isName(name) || (areYears && YEAR.test(name)));
}

/** Whether a cell may name a column by itself. */
export function isName(cell: string): boolean {
  return cell.length <= MAX_NAME_LENGTH && !VALUE.test(cell);
}

/** Numbers with the same step between any two. */
function isRow(numbers: readonly number[]): boolean {
  const step = numbers[1]! - numbers[0]!;
  return Math.abs(step) <= 10 && numbers.every((number, i) => i === 0 || number - numbers[i - 1]! === step);
}
