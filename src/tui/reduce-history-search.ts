import type { HistorySearch } from "./history-search.js";
import { type EditAction, lineWith } from "./line-editor.js";
import type { State } from "./state.js";

export function isInSearch(state: State): state is State & { readonly search: HistorySearch } {
  return state.search !== null;
}

/** Shows the last entry before `from` that holds the query; small and capital letters are alike. */
export function searchFor(state: State, query: string, from: number): State {
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
export function editSearch(state: State & { readonly search: HistorySearch }, action: EditAction): State {
  const { query } = state.search;
  if (action === "delete_back") return searchFor(state, Array.from(query).slice(0, -1).join(""), state.history.length);
  if (action === "delete_word" || action === "delete_to_start") return searchFor(state, "", state.history.length);
  return { ...state, search: null };
}
