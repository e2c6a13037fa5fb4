import { type Region, type TextLine, textOfLine } from "./text-run.js";

/** Lines at the top and at the bottom of a page that may be running headers and footers. */
const EDGE_LINES = 2;
/** On so many pages a line must stand at the same height; on all of a shorter document. */
const MIN_PAGES = 3;
/** Heights of one running line differ by less, in points. */
const HEIGHT_TOLERANCE = 3;
const ROMAN = /^[ivxlcdm]+$/i;

/** Leaves out headers, footers and page numbers: lines that stand on several pages at one height, but for their numbers. */
export function withoutRunningLines(pages: readonly (readonly Region[])[]): Region[][] {
  const seen = new Map<string, { readonly page: number; readonly line: TextLine }[]>();
  for (const [page, regions] of pages.entries()) {
    for (const line of edgeLines(regions)) {
      const key = signature(line);
      const places = seen.get(key) ?? [];
      places.push({ page, line });
      seen.set(key, places);
    }
  }
  const needed = Math.max(2, Math.min(MIN_PAGES, pages.length));
  const running = new Set<TextLine>();
  for (const places of seen.values()) {
    for (const { line } of places) {
      const alike = places.filter((other) => Math.abs(other.line.baseline - line.baseline) < HEIGHT_TOLERANCE);
      if (new Set(alike.map(({ page }) => page)).size >= needed) running.add(line);
    }
  }
  return pages.map((regions) =>
    regions.map((region) => region.filter((line) => !running.has(line))).filter((region) => region.length > 0),
  );
}

function edgeLines(regions: readonly Region[]): TextLine[] {
  const lines = regions.flat().sort((a, b) => a.baseline - b.baseline);
  return lines.length <= 2 * EDGE_LINES ? lines : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
}

function signature(line: TextLine): string {
  const text = textOfLine(line);
  return ROMAN.test(text) ? "#" : text.replace(/\d+/g, "#");
}
