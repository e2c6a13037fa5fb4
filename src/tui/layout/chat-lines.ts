import { isDeepStrictEqual } from "node:util";
import type { GrowingReport } from "../../core/report-walk.js";
import { count } from "../../core/wording.js";
import { columnsOfLine, EMPTY_LINE, type Line, seg, truncate, wrap } from "../lines.js";
import { isBuildingFirst, lookingUp, type PastItem, type State, type Turn, taskOf } from "../state/state.js";
import { mayBeFoundNow } from "../state/turns.js";
import type { Display } from "../terminal/display.js";
import { hintOf } from "./hints.js";
import { consentLines, filterLines, filterPrompt, inputLines, menuLines, writerLines } from "./input-lines.js";
import { noticeLines, welcomeLines } from "./notice-lines.js";
import { firstBuildLines, progressLine } from "./progress-lines.js";
import { layoutTurn, MAX_TEXT_COLUMNS, questionLines, type TurnLayout, type TurnView } from "./turn-lines.js";

/** What moves while work is running. */
export interface Ticking {
  readonly spinner: string;
  readonly now: number;
}

const MIN_TURN_ROWS = 3;

/** The part of the chat that is drawn anew: the latest turn, what is running, the input. Fits the window. */
export function chatLines(state: State, ticking: Ticking): Line[] {
  const below = belowTurn(state, ticking);
  if (isBuildingFirst(state))
    return fitting([...firstBuildLines(state.progress, state.size.columns, ticking.spinner), ...below], state);
  return fitting([...latestLines(state, turnRows(state, below.length)), ...below], state);
}

/** In a window too low for all of it the end is what can be used. Ink wipes the window where a frame doesn't fit. */
function fitting(lines: readonly Line[], { size }: State): Line[] {
  return lines.slice(-Math.max(1, size.rows - 1));
}

/** A past turn or the welcome, as it is printed for good. */
export function pastLines(item: PastItem, columns: number, display: Display): readonly Line[] {
  const lines =
    item.kind === "welcome" ? welcomeLines(item, columns) : layoutTurn(item.turn, columns, { display }).lines;
  return [...lines, EMPTY_LINE];
}

/** First row to show so that the selected evidence is seen, moving as little as can be. */
export function scrollToSelected(state: State): number {
  const { layout, rows } = measure(state);
  const anchor = layout?.anchors[state.selected];
  if (anchor === undefined) return state.scroll;
  const from = state.selected === 0 ? Math.max(0, anchor.from - 2) : anchor.from;
  return clampScroll(Math.min(Math.max(state.scroll, anchor.to - rows), from), layout, rows);
}

export function scrollBy(state: State, pages: number): number {
  const { layout, rows } = measure(state);
  return clampScroll(state.scroll + pages * Math.max(1, rows - 1), layout, rows);
}

/** First row to show so that the last of what is written is seen, and its beginning before that. */
export function scrollToWords(state: State): number {
  const { layout, rows } = measure(state);
  const words = layout?.words;
  if (!words) return state.scroll;
  return clampScroll(Math.min(Math.max(state.scroll, words.to - rows), words.from), layout, rows);
}

function measure(state: State): { layout: TurnLayout | null; rows: number } {
  const rows = turnRows(state, belowTurn(state, { spinner: " ", now: 0 }).length);
  const layout = latestLayout(state);
  return { layout, rows: layout !== null && layout.lines.length > rows ? rows - 1 : rows };
}

function clampScroll(scroll: number, layout: TurnLayout | null, rows: number): number {
  return Math.max(0, Math.min(scroll, (layout?.lines.length ?? 0) - rows));
}

function latestLayout(state: State): TurnLayout | null {
  if (state.latest === null) return null;
  const selected = state.focus === "list" ? state.selected : null;
  const { isExplained, shown, display } = state;
  return keptLayout(state.latest, state.size.columns, { selected, isExplained, shown, display });
}

/** The last layout of a turn, and what it was made for. */
const layouts = new WeakMap<Turn, { readonly columns: number; readonly view: TurnView; readonly layout: TurnLayout }>();

/** As `layoutTurn`: a key press in the input line leaves the turn above it as it was. */
function keptLayout(turn: Turn, columns: number, view: TurnView): TurnLayout {
  const kept = layouts.get(turn);
  if (kept?.columns === columns && isDeepStrictEqual(kept.view, view)) return kept.layout;
  const layout = layoutTurn(turn, columns, view);
  layouts.set(turn, { columns, view, layout });
  return layout;
}

/** Rows for the latest turn: one less than the window has, or the terminal would scroll at each drawing. */
function turnRows(state: State, below: number): number {
  return Math.max(MIN_TURN_ROWS, state.size.rows - 1 - below);
}

function latestLines(state: State, rows: number): readonly Line[] {
  const layout = latestLayout(state);
  if (layout === null) return [];
  const { lines } = layout;
  if (lines.length <= rows) return lines;
  const shown = rows - 1;
  const from = clampScroll(state.scroll, layout, shown);
  const position = `  lines ${from + 1}-${from + shown} of ${lines.length} · PgUp PgDn`;
  return [...lines.slice(from, from + shown), truncate([seg(position, "muted")], state.size.columns)];
}

function belowTurn(state: State, { spinner, now }: Ticking): Line[] {
  const { columns } = state.size;
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  const isFirst = isBuildingFirst(state);
  const lines: Line[] = state.latest === null && !isFirst ? [] : [EMPTY_LINE];
  const asking = lookingUp(state);
  if (asking !== undefined) {
    const seconds = Math.max(0, now - asking.startedAt) / 1000;
    lines.push(...questionLines(asking.question, width), EMPTY_LINE);
    lines.push([
      seg(`${spinner} `, "accent"),
      seg(
        asking.kind === "look" && asking.look.kind === "report" ? "Reading the documents" : "Searching the documents",
      ),
      seg(` ${seconds.toFixed(1)} s`, "muted"),
    ]);
    lines.push(EMPTY_LINE);
  }
  const writing = taskOf(state, "write") ?? taskOf(state, "write_report");
  if (writing !== undefined) {
    const seconds = Math.max(0, now - writing.startedAt) / 1000;
    lines.push(writingLine(state, seconds, spinner, width), EMPTY_LINE);
  }
  if (state.waiting !== null) {
    lines.push(...questionLines(state.waiting, width), [
      seg("  It is asked as soon as something is indexed.", "muted"),
    ]);
    lines.push(EMPTY_LINE);
  }
  if (state.notice !== null) lines.push(...noticeLines(state.notice, columns), EMPTY_LINE);
  if (mayBeFoundNow(state)) {
    const again = "The index has changed since this was asked. Enter on an empty line asks it again.";
    lines.push(...wrap([seg(again, "accent")], width, [seg("  ")]), EMPTY_LINE);
  }
  if (taskOf(state, "sync") !== undefined && !isFirst) lines.push(progressLine(state.progress, columns, spinner));
  lines.push(...filterLines(state, columns), ...writerLines(state, columns));
  lines.push([seg("─".repeat(columns), "rule")]);
  if (state.consent !== null) lines.push(...consentLines(state.consent.question, width));
  else if (state.filterLine !== null) lines.push(...filterPrompt(state.filterLine, columns));
  else lines.push(...inputLines(state.input, state.size, state.focus === "input"));
  lines.push(...menuLines(state));
  lines.push(truncate([seg(`  ${hintOf(state, columns - 2)}`, "muted")], columns));
  return lines;
}

/** `⠋ Writing · 3 sentences, 1 left out · 4.2 s`: of what is written, nothing is drawn before it is proven. */
function writingLine({ latest }: State, seconds: number, spinner: string, width: number): Line {
  const report = latest?.outcome.kind === "report" ? latest.outcome.growing : null;
  const sentences = report?.sentences ?? latest?.words?.sentences ?? [];
  const left = sentences.filter(({ verdict }) => verdict === "left_out").length;
  const part = report === null || report.at === null ? "" : ` · ${partWords(report)}`;
  const done = sentences.length === 0 ? "" : ` · ${count(sentences.length, "sentence")}`;
  const out = left === 0 ? "" : `, ${left} left out`;
  const facts = seg(`${part}${done}${out}${part + done === "" ? "" : " ·"} ${seconds.toFixed(1)} s`, "muted");
  return truncate([seg(`${spinner} `, "accent"), seg("Writing in words …"), facts], width);
}

/** `section 2 of 7`: how far the writing of a report has come. */
function partWords({ at, report }: GrowingReport): string {
  const isCompared = report.task === "comparison";
  const all = isCompared ? report.rows.filter(({ first, second }) => first && second) : report.sections;
  const written = report.task === "explanation" ? 1 : all.length;
  return `${isCompared ? "row" : "section"} ${(at ?? 0) + 1} of ${written}`;
}

/** All that is drawn below the past turns. */
export function liveLines(state: State, ticking: Ticking): Line[] {
  if (state.hasQuit || state.isSizeChanging) return [];
  return chatLines(state, ticking);
}

/** Rows that a terminal adds when it gets narrower and folds what was drawn for its old width. */
export function foldedRows(lines: readonly Line[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(0, Math.ceil(columnsOfLine(line) / columns) - 1), 0);
}
