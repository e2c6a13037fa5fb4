import { heading, placeNames } from "../../core/wording.js";
import { columnsOf, EMPTY_LINE, type Line, seg, spread, truncate, truncateStart } from "../lines.js";
import { rowsOfLine } from "../reader/document-view.js";
import { MAX_MATCHES } from "../reader/find-text.js";
import type { Marks } from "../reader/mark-text.js";
import { type Evidence, numberOf } from "../state/evidence.js";
import type { ReaderScreen, RowPosition, ScrollStep, State } from "../state/state.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";
import { fitting } from "./hints.js";
import { promptLine } from "./input-lines.js";
import { failureLines } from "./turn-lines.js";

const CHROME_ROWS = 3;
/** Rows of text shown above what is cited. */
const LEAD_ROWS = 3;

type Size = State["size"];

/** Title bar, text, remark, keys; one row less than the window has. */
export function readerLines(screen: ReaderScreen, size: Size): Line[] {
  const { columns } = size;
  const rows = textRows(size);
  const text = screen.view === null ? waitingLines(screen, columns) : visibleRows(screen, size);
  const padding = Array.from({ length: Math.max(0, rows - text.length) }, () => EMPTY_LINE);
  return [titleBar(screen, size), ...text.slice(0, rows), ...padding, readerFooter(screen, columns)];
}

/** Where the text opens: the cited rows a little below the top. */
export function openingPosition(screen: ReaderScreen, marks: Marks, size: Size): RowPosition {
  const start = { line: marks.lines?.from ?? 0, row: 0 };
  const quote = (marks.lines && firstRowWith(screen, "quote", marks.lines, size)) ?? start;
  const fits = distance(screen, start, quote, size) < textRows(size) - LEAD_ROWS;
  return moveBy(screen, fits ? start : quote, -LEAD_ROWS, size);
}

export function scrolledTo(screen: ReaderScreen, step: ScrollStep, size: Size): RowPosition {
  const page = Math.max(1, textRows(size) - 1);
  switch (step) {
    case "up":
      return moveBy(screen, screen.top, -1, size);
    case "down":
      return moveBy(screen, screen.top, 1, size);
    case "page_up":
      return moveBy(screen, screen.top, -page, size);
    case "page_down":
      return moveBy(screen, screen.top, page, size);
    case "top":
      return { line: 0, row: 0 };
    case "bottom":
      return lastTop(screen, size);
  }
}

/** Where the match that a search has gone to begins; `null` without one. */
export function matchPosition(screen: ReaderScreen, size: Size): RowPosition | null {
  const { view, marks } = screen;
  const current = marks.matches[marks.match];
  if (view === null || current === undefined) return null;
  const { start, end } = view.map.linesOf(current);
  return firstRowWith(screen, "match_current", { from: start - 1, to: end }, size);
}

/** First row to show so that a place is seen: the one there is, if that will do. */
export function topShowing(screen: ReaderScreen, place: RowPosition, size: Size): RowPosition {
  const { top } = screen;
  const isAbove = place.line < top.line || (place.line === top.line && place.row < top.row);
  if (!isAbove && distance(screen, top, place, size) < textRows(size)) return top;
  return moveBy(screen, place, -LEAD_ROWS, size);
}

/** The same place after the window has changed. */
export function clampTop(screen: ReaderScreen, size: Size): RowPosition {
  return moveBy(screen, { line: screen.top.line, row: 0 }, 0, size);
}

function textRows({ rows }: Size): number {
  return Math.max(1, rows - CHROME_ROWS);
}

function rowsAt({ view, marks }: ReaderScreen, line: number, { columns }: Size): readonly Line[] {
  return view === null ? [] : rowsOfLine(view, marks, line, columns);
}

function lineCount({ view }: ReaderScreen): number {
  return view?.map.lineCount ?? 0;
}

function moveBy(screen: ReaderScreen, from: RowPosition, by: number, size: Size): RowPosition {
  let { line, row } = from;
  row += by;
  while (row < 0 && line > 0) row += rowsAt(screen, --line, size).length;
  if (row < 0) return { line: 0, row: 0 };
  for (let height = rowsAt(screen, line, size).length; row >= height; height = rowsAt(screen, line, size).length) {
    if (line + 1 >= lineCount(screen)) break;
    row -= height;
    line++;
  }
  const last = lastTop(screen, size);
  return line > last.line || (line === last.line && row > last.row) ? last : { line, row };
}

function lastTop(screen: ReaderScreen, size: Size): RowPosition {
  let left = textRows(size);
  for (let line = lineCount(screen) - 1; line >= 0; line--) {
    const height = rowsAt(screen, line, size).length;
    if (height >= left) return { line, row: height - left };
    left -= height;
  }
  return { line: 0, row: 0 };
}

function distance(screen: ReaderScreen, from: RowPosition, to: RowPosition, size: Size): number {
  let rows = to.row - from.row;
  for (let line = from.line; line < to.line && rows < size.rows; line++) rows += rowsAt(screen, line, size).length;
  return rows;
}

function firstRowWith(
  screen: ReaderScreen,
  token: Token,
  lines: { readonly from: number; readonly to: number },
  size: Size,
): RowPosition | null {
  for (let line = lines.from; line < lines.to; line++) {
    const row = rowsAt(screen, line, size).findIndex((cells) => cells.some((cell) => cell.token === token));
    if (row !== -1) return { line, row };
  }
  return null;
}

function visibleRows(screen: ReaderScreen, size: Size): Line[] {
  const wanted = textRows(size);
  const rows: Line[] = [];
  for (let { line, row } = screen.top; line < lineCount(screen) && rows.length < wanted; line++, row = 0) {
    rows.push(...rowsAt(screen, line, size).slice(row));
  }
  return rows;
}

function waitingLines({ failure }: ReaderScreen, columns: number): Line[] {
  return failure === null ? [[seg("  Opening …", "muted")]] : [EMPTY_LINE, ...failureLines(failure, columns)];
}

function titleBar(screen: ReaderScreen, size: Size): Line {
  const { columns } = size;
  const source = screen.trail[screen.at]?.source;
  const page =
    source === undefined
      ? ""
      : placeNames(source)
          .map((name) => ` · ${name}`)
          .join("");
  const after = source === undefined ? "" : ` · ${sanitizeProse(heading(source))}`;
  const path = truncateStart(sanitizeProse(`${screen.title}${page}`), Math.floor(columns / 2));
  const line = spread([seg(` ${path}${after}`, "bar")], [seg(`${position(screen, size)} `, "bar")], columns);
  return line.map(({ text }) => seg(text, "bar"));
}

function position(screen: ReaderScreen, size: Size): string {
  const total = lineCount(screen);
  if (total === 0) return "";
  const first = screen.top.line;
  let last = first;
  for (let left = textRows(size) + screen.top.row; last < total; last++) {
    left -= rowsAt(screen, last, size).length;
    if (left < 0) break;
  }
  const shown = `${(first + 1).toLocaleString("en")}-${Math.max(first + 1, last).toLocaleString("en")}`;
  return `lines ${shown} of ${total.toLocaleString("en")}`;
}

const REMARKS: Readonly<Record<Marks["state"], string | null>> = {
  exact: null,
  moved: "Changed since the answer: the quote has moved to here.",
  lost: "Changed since the answer: the quote is no longer in it.",
};
const QUERY_COLUMNS = 24;
/** Every other key is written into the search. */
const SEARCH_KEYS = "Enter searches · Esc leaves it";

/** The last row of the reader: the search being written, what became of it, or the keys. */
function readerFooter(screen: ReaderScreen, columns: number): Line {
  const { view, marks, search } = screen;
  if (search.line !== null) {
    const written = promptLine("  / ", search.line, columns - columnsOf(SEARCH_KEYS) - 2);
    return spread(written, [seg(SEARCH_KEYS, "muted")], columns);
  }
  if (screen.remark !== null)
    return truncate([seg(`  ${sanitizeProse(screen.remark.text)}`, screen.remark.tone)], columns);
  if (search.query !== "" && view !== null) return searchFooter(screen, columns);
  const remark = view === null ? null : REMARKS[marks.state];
  if (remark !== null) return truncate([seg(`! ${remark}`, "warning")], columns);
  const evidence = screen.trail[screen.at];
  const walk = screen.trail.length > 1 ? ["] [ citation"] : [];
  const own = evidence === undefined ? ["o edit", "s summarise"] : ["y copy", "o edit", "x explain"];
  const name = evidence === undefined ? "" : `${evidence.kind} ${placeInTrail(evidence, screen)}`;
  return keysAnd(["↑↓", "/ search", ...walk, ...own], name, columns);
}

/** `w2 of 3`; `12 (3 of 9)` in a report that doesn't show all of its citations. */
function placeInTrail(evidence: Evidence, { at, trail }: ReaderScreen): string {
  const isCounted = evidence.number === at + 1;
  return `${numberOf(evidence)}${isCounted ? ` of ${trail.length}` : ` (${at + 1} of ${trail.length})`}`;
}

function searchFooter({ search, marks }: ReaderScreen, columns: number): Line {
  const query = truncate([seg(sanitizeProse(search.query))], QUERY_COLUMNS).map(({ text }) => text);
  const { matches, match } = marks;
  if (matches.length === 0) {
    return truncate(
      [seg(`! “${query.join("")}” is not in this document.`, "warning"), seg(" Esc ends the search", "muted")],
      columns,
    );
  }
  const total = matches.length === MAX_MATCHES ? `${MAX_MATCHES}+` : String(matches.length);
  const place = match === -1 ? `${total} matches` : `match ${match + 1} of ${total}`;
  return keysAnd(["n N next, previous", "/ search"], `“${query.join("")}” ${place}`, columns, "Esc ends");
}

function keysAnd(keys: readonly string[], right: string, columns: number, last = "Esc back"): Line {
  const room = columns - columnsOf(right) - 4;
  return spread([seg(`  ${fitting(keys, last, room)}`, "muted")], [seg(right, "citation")], columns);
}
