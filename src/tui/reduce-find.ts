import { findText } from "./find-text.js";
import { matchPosition, topShowing } from "./layout/reader-lines.js";
import { EMPTY_EDIT, edit, insertInRow } from "./line-editor.js";
import type { Event, ReaderScreen, State } from "./state.js";

type Size = State["size"];

/** Keys of the line that a search is written on. */
export function reduceSearchLine(screen: ReaderScreen, event: Event, size: Size): ReaderScreen {
  const { line } = screen.search;
  if (line === null) return screen;
  switch (event.type) {
    case "typed":
      return { ...screen, search: { ...screen.search, line: insertInRow(line, event.text) } };
    case "edited":
      return { ...screen, search: { ...screen.search, line: edit(line, event.action) } };
    case "submitted":
      return searchDocument(screen, line.text.trim(), size);
    case "went_back":
      return { ...screen, search: { ...screen.search, line: null } };
    default:
      return screen;
  }
}

export function openSearch(screen: ReaderScreen): ReaderScreen {
  return screen.view === null ? screen : { ...screen, search: { ...screen.search, line: EMPTY_EDIT } };
}

/** An empty query ends the search. */
export function searchDocument(screen: ReaderScreen, query: string, size: Size): ReaderScreen {
  const found = withMatches({ ...screen, search: { line: null, query } });
  if (found.view === null || found.marks.matches.length === 0) return found;
  const from = found.view.map.lineSpan(found.top.line + 1)?.start ?? 0;
  const next = found.marks.matches.findIndex(({ start }) => start >= from);
  return goTo(found, Math.max(0, next), size);
}

/** To the next or the previous match, around the ends. */
export function stepMatch(screen: ReaderScreen, by: -1 | 1, size: Size): ReaderScreen {
  const { matches, match } = screen.marks;
  if (matches.length === 0) return screen;
  const from = match === -1 && by === -1 ? 0 : match;
  return goTo(screen, (from + by + matches.length) % matches.length, size);
}

/** Marks in the open document what is searched for; also in one that has just been opened. */
export function withMatches(screen: ReaderScreen): ReaderScreen {
  const { view, search, marks } = screen;
  const matches = view === null ? [] : findText(view, search.query);
  return { ...screen, marks: { ...marks, matches, match: -1 } };
}

function goTo(screen: ReaderScreen, match: number, size: Size): ReaderScreen {
  const moved = { ...screen, marks: { ...screen.marks, match } };
  const position = matchPosition(moved, size);
  return position === null ? moved : { ...moved, top: topShowing(moved, position, size) };
}
