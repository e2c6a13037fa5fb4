import { MAX_MATCHES } from "../find-text.js";
import { columnsOf, type Line, seg, spread, truncate } from "../lines.js";
import type { Marks } from "../mark-text.js";
import { sanitizeProse } from "../sanitize.js";
import type { ReaderScreen } from "../state.js";
import { fitting } from "./hints.js";
import { promptLine } from "./prompt-line.js";

const REMARKS: Readonly<Record<Marks["state"], string | null>> = {
  exact: null,
  moved: "Changed since the answer: the quote has moved to here.",
  lost: "Changed since the answer: the quote is no longer in it.",
};
const QUERY_COLUMNS = 24;
/** Every other key is written into the search. */
const SEARCH_KEYS = "Enter searches · Esc leaves it";

/** The last row of the reader: the search being written, what became of it, or the keys. */
export function readerFooter(screen: ReaderScreen, columns: number): Line {
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
  const own = evidence === undefined ? ["o edit"] : ["y copy", "o edit"];
  const name = evidence === undefined ? "" : `${evidence.kind} ${evidence.number} of ${screen.trail.length}`;
  return keysAnd(["↑↓", "/ search", ...walk, ...own], name, columns);
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
