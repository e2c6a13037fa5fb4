import { median } from "./columns.js";
import { type Cell, type Region, type TextLine, textOfLine } from "./text-run.js";

/** Lines at the top and at the bottom of a page that may be running headers and footers. */
const EDGE_LINES = 2;
/** On so many pages a line must stand at the same height; on all of a shorter document. */
const MIN_PAGES = 3;
/** Heights of one running line differ by less, in points. */
const HEIGHT_TOLERANCE = 3;
/** Over the usual type of the document. */
const LARGER = 1.15;
/** The rows of a table are so near, in heights of the font. */
const MAX_PITCH = 2.5;
/** Of the headers, and of the footers: more are names of chapters. */
const MAX_KEPT = 40;
const ROMAN = /^[ivxlcdm]+$/i;
/** What stands around the number of a page: "Page 3 of 12", "Seite 3", "– 3 –". */
const AROUND_NUMBERS = /\b(?:pages?|pg?|seite|página|pagina|strona|side|sida|of|von|de|di|sur)\b|[\P{L}\d]/giu;
const SAYS_PAGE = /\b(?:page|pg?\.|seite|página|pagina|strona|side|sida)\P{L}?\d/iu;

export interface RunningLine {
  /** 1-based: the first that has it. */
  readonly page: number;
  readonly line: TextLine;
}

/** The pages without their running lines, and what these say, each once, without the numbers of pages. */
export interface WithoutRunningLines {
  readonly pages: Region[][];
  readonly headers: readonly RunningLine[];
  readonly footers: readonly RunningLine[];
}

/** Takes headers, footers and page numbers out: lines that stand on several pages at one height, but for their numbers. */
export function withoutRunningLines(pages: readonly (readonly Region[])[]): WithoutRunningLines {
  const seen = new Map<string, EdgeLine[]>();
  const usual = median(pages.flat(2).map(({ size }) => size));
  for (const [index, regions] of pages.entries()) {
    const heads = tableHeads(regions);
    const lines = edgeLines(regions);
    for (const [at, line] of lines.entries()) {
      if (heads.has(line)) continue;
      const text = textOfLine(line);
      const key = signature(text);
      const places = seen.get(key) ?? [];
      places.push({
        page: index + 1,
        line,
        isHeader: at < lines.length / 2,
        numbers: numbersOf(text),
        // Headings of exercises and slides count on as pages do, in larger type.
        counts: line.size <= usual * LARGER || SAYS_PAGE.test(text),
        alone: isLoneNumber(line),
      });
      seen.set(key, places);
    }
  }
  const needed = Math.max(2, Math.min(MIN_PAGES, pages.length));
  const running = new Set<TextLine>();
  const firsts: (EdgeLine & { readonly counted: ReadonlySet<number> })[] = [];
  for (const places of seen.values()) {
    const found = places.filter((place) => {
      const alike = places.filter((other) => areAlike(place, other));
      const pageCount = new Set(alike.map(({ page }) => page)).size;
      return pageCount >= (place.alone || countedOn(alike).size === 0 ? needed : MIN_PAGES);
    });
    for (const { line } of found) running.add(line);
    if (found[0]) firsts.push({ ...found[0], counted: countedOn(found) });
  }
  const clean = pages.map((regions) =>
    regions.map((region) => region.filter((line) => !running.has(line))).filter((region) => region.length > 0),
  );
  const said = new Set(clean.flat(2).map((line) => letters(textOfLine(line))));
  const kept = firsts.flatMap(({ page, line, isHeader, counted }) => {
    let numbers = 0;
    const cells = line.cells.filter(({ placed: { text } }) => {
      const own = numbersOf(text).map(() => numbers++);
      return !(isPageNumber(text) && (own.length === 0 || own.some((number) => counted.has(number))));
    });
    const own = { ...line, cells };
    let number = 0;
    const fixed = letters(textOfLine(line).replace(/\d+/g, (digits) => (counted.has(number++) ? " " : digits)));
    if (cells.length === 0 || fixed === "" || said.has(fixed) || said.has(letters(textOfLine(own)))) return [];
    said.add(fixed);
    return [{ page, line: own, isHeader }];
  });
  return {
    pages: clean,
    headers: kept.filter(({ isHeader }) => isHeader).slice(0, MAX_KEPT),
    footers: kept.filter(({ isHeader }) => !isHeader).slice(0, MAX_KEPT),
  };
}

interface EdgeLine extends RunningLine {
  readonly isHeader: boolean;
  readonly numbers: readonly number[];
  /** Whether its numbers may be those of pages. */
  readonly counts: boolean;
  /** Whether it is nothing but the number of a page. */
  readonly alone: boolean;
}

/** Whether two lines of the same words stand at one height, and their numbers are the same or count the pages. */
function areAlike(a: EdgeLine, b: EdgeLine): boolean {
  if (Math.abs(a.line.baseline - b.line.baseline) >= HEIGHT_TOLERANCE) return false;
  const pages = b.page - a.page;
  if (a.alone && b.alone) return ((b.numbers[0] ?? 0) - (a.numbers[0] ?? 0)) * pages >= 0;
  return a.numbers.every((number, index) => {
    const more = b.numbers[index]! - number;
    return more === 0 || (a.counts && more === pages);
  });
}

/** Which numbers of a line differ between the pages that have it. */
function countedOn(places: readonly EdgeLine[]): Set<number> {
  const { numbers = [] } = places[0] ?? {};
  return new Set([...numbers.keys()].filter((at) => places.some((other) => other.numbers[at] !== numbers[at])));
}

/** Rows at the top of a page that name the columns of the table below them. */
function tableHeads(regions: readonly Region[]): Set<TextLine> {
  return new Set(
    regions.flatMap((region) => region.slice(0, EDGE_LINES).filter((line, at) => isHead(line, region[at + 1]))),
  );
}

function isHead({ cells, baseline, size }: TextLine, next: TextLine | undefined): boolean {
  if (cells.length < 2 || next?.cells.length !== cells.length) return false;
  const areBelow = cells.every(({ left, right }, index) => {
    const below = next.cells[index]!;
    return below.left < right && below.right > left;
  });
  return areBelow && next.baseline - baseline < MAX_PITCH * size;
}

function edgeLines(regions: readonly Region[]): TextLine[] {
  const lines = regions.flat().sort((a, b) => a.baseline - b.baseline);
  return lines.length <= 2 * EDGE_LINES ? lines : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
}

function signature(text: string): string {
  return ROMAN.test(text) ? "#" : text.replace(/\d+/g, "#");
}

function numbersOf(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function isLoneNumber({ cells }: TextLine): boolean {
  const [{ placed }] = cells as [Cell];
  return (
    cells.length === 1 &&
    isPageNumber(placed.text) &&
    !/\d[.,]\d/.test(placed.text) &&
    numbersOf(placed.text).length < 3
  );
}

function isPageNumber(text: string): boolean {
  return ROMAN.test(text) || text.replace(AROUND_NUMBERS, "") === "";
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
