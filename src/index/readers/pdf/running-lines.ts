import { type Region, type TextLine, textOfLine } from "./text-run.js";

/** Lines at the top and at the bottom of a page that may be running headers and footers. */
const EDGE_LINES = 2;
/** On so many pages a line must stand at the same height; on all of a shorter document. */
const MIN_PAGES = 3;
/** Heights of one running line differ by less, in points. */
const HEIGHT_TOLERANCE = 3;
/** Of the headers, and of the footers: more are names of chapters. */
const MAX_KEPT = 40;
const ROMAN = /^[ivxlcdm]+$/i;
/** What stands around the number of a page: "Page 3 of 12", "Seite 3", "– 3 –". */
const AROUND_NUMBERS = /\b(?:pages?|pg?|seite|página|pagina|strona|side|sida|of|von|de|di|sur)\b|[\P{L}\d]/giu;

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
  const seen = new Map<string, { readonly page: number; readonly line: TextLine; readonly isHeader: boolean }[]>();
  for (const [index, regions] of pages.entries()) {
    const lines = edgeLines(regions);
    for (const [at, line] of lines.entries()) {
      const key = signature(line);
      const places = seen.get(key) ?? [];
      places.push({ page: index + 1, line, isHeader: at < lines.length / 2 });
      seen.set(key, places);
    }
  }
  const needed = Math.max(2, Math.min(MIN_PAGES, pages.length));
  const running = new Set<TextLine>();
  const firsts: { readonly page: number; readonly line: TextLine; readonly isHeader: boolean }[] = [];
  for (const places of seen.values()) {
    const found = places.filter(({ line }) => {
      const alike = places.filter((other) => Math.abs(other.line.baseline - line.baseline) < HEIGHT_TOLERANCE);
      return new Set(alike.map(({ page }) => page)).size >= needed;
    });
    for (const { line } of found) running.add(line);
    if (found[0]) firsts.push(found[0]);
  }
  const clean = pages.map((regions) =>
    regions.map((region) => region.filter((line) => !running.has(line))).filter((region) => region.length > 0),
  );
  const said = new Set(clean.flat(2).map((line) => letters(textOfLine(line))));
  const kept = firsts.flatMap(({ page, line, isHeader }) => {
    const cells = line.cells.filter(({ placed }) => !isPageNumber(placed.text));
    const own = { ...line, cells };
    const text = letters(textOfLine(own));
    if (text === "" || said.has(text)) return [];
    said.add(text);
    return [{ page, line: own, isHeader }];
  });
  return {
    pages: clean,
    headers: kept.filter(({ isHeader }) => isHeader).slice(0, MAX_KEPT),
    footers: kept.filter(({ isHeader }) => !isHeader).slice(0, MAX_KEPT),
  };
}

function edgeLines(regions: readonly Region[]): TextLine[] {
  const lines = regions.flat().sort((a, b) => a.baseline - b.baseline);
  return lines.length <= 2 * EDGE_LINES ? lines : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
}

function signature(line: TextLine): string {
  const text = textOfLine(line);
  return ROMAN.test(text) ? "#" : text.replace(/\d+/g, "#");
}

function isPageNumber(text: string): boolean {
  return ROMAN.test(text) || text.replace(AROUND_NUMBERS, "") === "";
}

function letters(text: string): string {
  return text.toLowerCase().replace(/\P{L}+/gu, "");
}
