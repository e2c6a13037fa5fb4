import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import type { HistorySearch } from "../input/history-search.js";
import { moveByRow } from "../input/input-rows.js";
import { cleanText, type EditAction, edit, insertText, lineWith } from "../input/line-editor.js";
import type { InputEvent } from "../state/input-events.js";
import type { State } from "../state/state.js";
import { CLOSED_MENU, completeAt, moveInMenu, withLine } from "./reduce-menu.js";

const TOO_LONG = `A question has at most ${MAX_QUESTION_CHARACTERS.toLocaleString("en")} characters; the rest was left out.`;

/** What is done to the text being written. */
export function reduceInput(state: State, event: InputEvent): State {
  switch (event.type) {
    case "typed":
      return type(state, event.text);
    case "edited":
      if (isInSearch(state)) return editSearch(state, event.action);
      return withLine(state, edit(state.input, event.action));
    case "recalled":
      return moveOrRecall(state, event.step);
    case "history_searched":
      return searchFor(state, state.search?.query ?? "", state.search?.at ?? state.history.length);
    case "search_ended":
      return endSearch(state, event.isTaken);
    case "menu_moved":
      return moveInMenu(state, event.by);
    case "menu_closed":
      return { ...state, menu: CLOSED_MENU };
    case "completed":
      return completeAt(state, event.by);
  }
}

function type(state: State, text: string): State {
  if (isInSearch(state)) return searchFor(state, state.search.query + text.replace(/\s+/g, " "), state.history.length);
  const input = insertText(state.input, text, MAX_QUESTION_CHARACTERS);
  const isCut = input.text.length < state.input.text.length + cleanText(text).length;
  const typed = withLine({ ...state, focus: "input", recalled: null }, input);
  return isCut ? { ...typed, notice: { kind: "message", tone: "warning", text: TOO_LONG } } : typed;
}

/** Up and down move between rows, and walk the history from the first and the last one. */
function moveOrRecall(state: State, by: -1 | 1): State {
  const moved = moveByRow(state.input, by, state.size.columns);
  if (moved !== null) return { ...state, input: moved };
  const { history, recalled, input } = state;
  const at = (recalled?.at ?? history.length) + by;
  const draft = recalled?.draft ?? input;
  if (at === history.length) return { ...state, input: draft, recalled: null };
  const text = history[at];
  return text === undefined ? state : { ...state, input: lineWith(text), recalled: { at, draft } };
}

function endSearch(state: State, isTaken: boolean): State {
  if (state.search === null) return state;
  const { draft } = state.search;
  return { ...state, search: null, menu: CLOSED_MENU, input: isTaken ? state.input : draft };
}

function isInSearch(state: State): state is State & { readonly search: HistorySearch } {
  return state.search !== null;
}

/** Shows the last entry before `from` that holds the query; small and capital letters are alike. */
function searchFor(state: State, query: string, from: number): State {
  const draft = state.search?.draft ?? state.input;
  const wanted = query.toLowerCase();
  const shown = state.search === null ? "" : state.input.text;
  const isEarlier = (entry: string) =>
    entry.toLowerCase().includes(wanted) && (query !== state.search?.query || entry !== shown);
  const at = query === "" ? -1 : state.history.slice(0, from).findLastIndex(isEarlier);
  const entry = state.history[at];
  if (entry === undefined) {
    const place = query === "" ? state.history.length : (state.search?.at ?? from);
    const input = query === "" ? draft : state.input;
    return { ...state, recalled: null, input, search: { query, at: place, hasFailed: query !== "", draft } };
  }
  return { ...state, recalled: null, input: lineWith(entry), search: { query, at, hasFailed: false, draft } };
}

/** Backspace shortens the query, Ctrl-U and Ctrl-W empty it; nothing else is edited while it is typed. */
function editSearch(state: State & { readonly search: HistorySearch }, action: EditAction): State {
  const { query } = state.search;
  if (action === "delete_back") return searchFor(state, Array.from(query).slice(0, -1).join(""), state.history.length);
  if (action === "delete_word" || action === "delete_to_start") return searchFor(state, "", state.history.length);
  return { ...state, search: null };
}
