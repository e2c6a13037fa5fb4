import type { DocumentText, PassageInContext } from "../../contract/documents.js";
import { EMPTY_EDIT, edit, insertInRow } from "../input/line-editor.js";
import { clampHelpTop, clampPromptTop, pageRows } from "../layout/page-lines.js";
import { clampTop, matchPosition, openingPosition, scrolledTo, topShowing } from "../layout/reader-lines.js";
import { marksOf, NO_MARKS, viewOf } from "../reader/document-view.js";
import { findText } from "../reader/find-text.js";
import { type Evidence, evidenceAt } from "../state/evidence.js";
import {
  CHAT,
  type DocumentsScreen,
  type Event,
  NO_SEARCH,
  type ReaderScreen,
  type Screen,
  type ScrollStep,
  type State,
  withTask,
} from "../state/state.js";
import { reopenSelected } from "./reduce-conversations.js";
import { copy, editFile } from "./reduce-evidence.js";

const START = { line: 0, row: 0 };

/** Keys of the screens that fill the window. */
export function reduceScreen(before: State, covered: Exclude<Screen, { kind: "chat" }>, event: Event): State {
  const screen = covered.kind === "reader" ? { ...covered, remark: null } : covered;
  const state = covered.kind === "reader" ? { ...before, screen } : before;
  if (screen.kind === "reader" && screen.search.line !== null) {
    return { ...state, screen: reduceSearchLine(screen, event, state.size) };
  }
  switch (event.type) {
    case "find_opened":
      return screen.kind === "reader" ? { ...state, screen: openSearch(screen) } : state;
    case "repeated":
      return screen.kind === "reader" ? repeat(state, screen, event.by) : state;
    case "copied":
      return screen.kind === "reader" ? copy(state, event.isCited) : state;
    case "editor_asked":
      return screen.kind === "reader" ? editFile(state) : state;
    case "scrolled":
      return { ...state, screen: scrollScreen(screen, event.step, state.size) };
    case "went_back":
      return goBack(state, screen);
    case "stepped":
      return screen.kind === "reader" ? stepTo(state, screen, screen.at + event.by) : state;
    case "opened":
      if (screen.kind === "conversations") return reopenSelected(state, screen);
      return screen.kind === "documents" ? openListed(state, screen) : state;
    default:
      return state;
  }
}

/** A reader whose document has not come yet. */
const NOTHING_READ = {
  kind: "reader",
  view: null,
  marks: NO_MARKS,
  search: NO_SEARCH,
  top: START,
  remark: null,
  failure: null,
} as const;

/** Opens a piece of evidence; `]` and `[` then walk through those of its kind. */
export function openEvidence(state: State, evidence: readonly Evidence[], index: number): State {
  const chosen = evidence[index];
  if (chosen === undefined) return state;
  const trail = evidence.filter((other) => isOfKind(other, chosen));
  const screen: ReaderScreen = {
    ...NOTHING_READ,
    trail,
    at: trail.indexOf(chosen),
    title: chosen.source.path,
    cameFrom: CHAT,
  };
  return fetchDocument({ ...state, screen }, chosen.source.document_id);
}

/** Citations of the quotes, those of the words, and passages are walked through apart. */
function isOfKind(one: Evidence, other: Evidence): boolean {
  if (one.kind === "passage" || other.kind === "passage") return one.kind === other.kind;
  return one.isOfWords === other.isOfWords;
}

/** A document that was asked for by name, at a line or from its beginning. */
export function showAt(state: State, text: DocumentText, passage: PassageInContext | null, line: number | null): State {
  const screen: ReaderScreen = {
    ...NOTHING_READ,
    trail: passage === null || line === null ? [] : [evidenceAt(passage, line)],
    at: 0,
    title: text.document.path,
    cameFrom: CHAT,
  };
  return showDocument({ ...state, screen }, text);
}

/** The document that the reader waits for has come. */
export function showDocument(state: State, text: DocumentText): State {
  return state.screen.kind === "reader"
    ? { ...state, screen: mark({ ...state.screen, view: viewOf(text) }, state.size) }
    : state;
}

export function resizeScreen({ screen, size }: State): Screen {
  if (screen.kind === "reader" && screen.view !== null) return { ...screen, top: clampTop(screen, size) };
  if (screen.kind === "prompt") return { ...screen, top: clampPromptTop(screen.top, screen, size) };
  return screen.kind === "help" ? { ...screen, top: clampHelpTop(screen.top, size) } : screen;
}

function mark(screen: ReaderScreen, size: State["size"]): ReaderScreen {
  const evidence = screen.trail[screen.at];
  if (screen.view === null || evidence === undefined) return withMatches({ ...screen, marks: NO_MARKS, top: START });
  const marked = { ...screen, marks: marksOf(screen.view, evidence) };
  return withMatches({ ...marked, top: openingPosition(marked, marked.marks, size) });
}

function fetchDocument(state: State, documentId: Evidence["source"]["document_id"]): State {
  const tasks = state.tasks.filter(({ kind }) => kind !== "read");
  return withTask({ ...state, tasks }, { kind: "read", documentId });
}

function repeat(state: State, screen: ReaderScreen, by: -1 | 1): State {
  return screen.search.query === ""
    ? stepTo(state, screen, screen.at + by)
    : { ...state, screen: stepMatch(screen, by, state.size) };
}

function stepTo(state: State, screen: ReaderScreen, at: number): State {
  const next = screen.trail[at];
  if (next === undefined) return state;
  const moved: ReaderScreen = { ...screen, at, title: next.source.path, failure: null };
  if (screen.view?.document.id === next.source.document_id) return { ...state, screen: mark(moved, state.size) };
  return fetchDocument({ ...state, screen: { ...moved, view: null, marks: NO_MARKS } }, next.source.document_id);
}

function openListed(state: State, screen: DocumentsScreen): State {
  const document = screen.documents?.[screen.selected];
  if (document === undefined) return state;
  const reader: ReaderScreen = { ...NOTHING_READ, trail: [], at: 0, title: document.path, cameFrom: screen };
  return fetchDocument({ ...state, screen: reader }, document.id);
}

function goBack(state: State, screen: Exclude<Screen, { kind: "chat" }>): State {
  if (screen.kind === "reader" && screen.search.query !== "") {
    return { ...state, screen: searchDocument(screen, "", state.size) };
  }
  const tasks = state.tasks.filter(({ kind }) => kind !== "read" && (screen.kind !== "documents" || kind !== "list"));
  return { ...state, tasks, screen: "cameFrom" in screen ? screen.cameFrom : CHAT };
}

/** Back to the chat at once, whatever was opened from where. */
export function leaveScreens(state: State): State {
  const tasks = state.tasks.filter(({ kind }) => kind !== "read" && kind !== "list" && kind !== "conversations");
  return { ...state, tasks, screen: CHAT };
}

function scrollScreen(screen: Exclude<Screen, { kind: "chat" }>, step: ScrollStep, size: State["size"]): Screen {
  if (screen.kind === "reader")
    return screen.view === null ? screen : { ...screen, top: scrolledTo(screen, step, size) };
  const page = pageRows(size);
  if (screen.kind === "prompt")
    return { ...screen, top: clampPromptTop(moved(screen.top, step, page, Number.MAX_SAFE_INTEGER), screen, size) };
  if (screen.kind === "help")
    return { ...screen, top: clampHelpTop(moved(screen.top, step, page, Number.MAX_SAFE_INTEGER), size) };
  if (screen.kind === "conversations") {
    const end = (screen.list?.conversations.length ?? 0) - 1;
    const selected = Math.max(0, Math.min(end, moved(screen.selected, step, page, end)));
    return { ...screen, selected, doomed: null };
  }
  const last = (screen.documents?.length ?? 0) + screen.skipped.length - 1;
  return { ...screen, selected: Math.max(0, Math.min(last, moved(screen.selected, step, page, last))) };
}

function moved(from: number, step: ScrollStep, page: number, last: number): number {
  const places: Readonly<Record<ScrollStep, number>> = {
    up: from - 1,
    down: from + 1,
    page_up: from - page,
    page_down: from + page,
    top: 0,
    bottom: last,
  };
  return places[step];
}

type Size = State["size"];

/** Keys of the line that a search is written on. */
function reduceSearchLine(screen: ReaderScreen, event: Event, size: Size): ReaderScreen {
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

function openSearch(screen: ReaderScreen): ReaderScreen {
  return screen.view === null ? screen : { ...screen, search: { ...screen.search, line: EMPTY_EDIT } };
}

/** An empty query ends the search. */
function searchDocument(screen: ReaderScreen, query: string, size: Size): ReaderScreen {
  const found = withMatches({ ...screen, search: { line: null, query } });
  if (found.view === null || found.marks.matches.length === 0) return found;
  const from = found.view.map.lineSpan(found.top.line + 1)?.start ?? 0;
  const next = found.marks.matches.findIndex(({ start }) => start >= from);
  return goTo(found, Math.max(0, next), size);
}

/** To the next or the previous match, around the ends. */
function stepMatch(screen: ReaderScreen, by: -1 | 1, size: Size): ReaderScreen {
  const { matches, match } = screen.marks;
  if (matches.length === 0) return screen;
  const from = match === -1 && by === -1 ? 0 : match;
  return goTo(screen, (from + by + matches.length) % matches.length, size);
}

/** Marks in the open document what is searched for; also in one that has just been opened. */
function withMatches(screen: ReaderScreen): ReaderScreen {
  const { view, search, marks } = screen;
  const matches = view === null ? [] : findText(view, search.query);
  return { ...screen, marks: { ...marks, matches, match: -1 } };
}

function goTo(screen: ReaderScreen, match: number, size: Size): ReaderScreen {
  const moved = { ...screen, marks: { ...screen.marks, match } };
  const position = matchPosition(moved, size);
  return position === null ? moved : { ...moved, top: topShowing(moved, position, size) };
}
