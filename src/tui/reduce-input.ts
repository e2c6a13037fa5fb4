import { MAX_QUESTION_CHARACTERS } from "../core/limits.js";
import { type Completion, complete, completionsOf, needsNames } from "./completion.js";
import type { InputEvent } from "./input-events.js";
import { moveByRow } from "./input-rows.js";
import { cleanText, edit, insertText, lineWith } from "./line-editor.js";
import { editSearch, isInSearch, searchFor } from "./reduce-search.js";
import { withTask } from "./reduce-submit.js";
import { type State, taskOf } from "./state.js";

const TOO_LONG = `A question has at most ${MAX_QUESTION_CHARACTERS.toLocaleString("en")} characters; the rest was left out.`;

/** What is done to the text being written. */
export function reduceInput(state: State, event: InputEvent): State {
  switch (event.type) {
    case "typed":
      return type(state, event.text);
    case "edited":
      if (isInSearch(state)) return editSearch(state, event.action);
      return changed(state, { ...state, input: edit(state.input, event.action) });
    case "recalled":
      return moveOrRecall(state, event.step);
    case "history_searched":
      return searchFor(state, state.search?.query ?? "", state.search?.at ?? state.history.length);
    case "search_ended":
      return endSearch(state, event.isTaken);
    case "menu_moved":
      return moveInMenu(state, event.by);
    case "menu_closed":
      return { ...state, menu: { isClosed: true, selected: null } };
    case "completed":
      return completeAt(state, event.by);
  }
}

/** What the menu beneath the input offers now. */
export function menuOf(state: State): readonly Completion[] {
  const { menu, input, names, focus, screen, recalled, search } = state;
  if (menu.isClosed || focus !== "input" || screen.kind !== "chat" || recalled !== null || search !== null) return [];
  return completionsOf(input, names);
}

function type(state: State, text: string): State {
  if (isInSearch(state)) return searchFor(state, state.search.query + text.replace(/\s+/g, " "), state.history.length);
  const input = insertText(state.input, text, MAX_QUESTION_CHARACTERS);
  const isCut = input.text.length < state.input.text.length + cleanText(text).length;
  const typed: State = { ...state, focus: "input", input, recalled: null };
  return changed(state, isCut ? { ...typed, notice: { kind: "message", tone: "warning", text: TOO_LONG } } : typed);
}

/** After the text has changed the menu starts over, and the documents' names are fetched where they are needed. */
function changed(before: State, after: State): State {
  if (after.input.text === before.input.text) return after;
  const fresh: State = { ...after, menu: { isClosed: false, selected: null } };
  const isMissing = fresh.names === null && needsNames(fresh.input) && taskOf(fresh, "names") === undefined;
  return isMissing ? withTask(fresh, { kind: "names" }) : fresh;
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
  return { ...state, search: null, menu: { isClosed: true, selected: null }, input: isTaken ? state.input : draft };
}

function moveInMenu(state: State, by: -1 | 1): State {
  const { length } = menuOf(state);
  if (length === 0) return state;
  const { selected } = state.menu;
  const next = selected === null ? (by === 1 ? 0 : length - 1) : (selected + by + length) % length;
  return { ...state, menu: { ...state.menu, selected: next } };
}

/** Takes the only completion, or the selected one; with several and none selected, `by` selects one. */
function completeAt(state: State, by: -1 | 1 | null): State {
  const menu = menuOf(state);
  const chosen = menu.length === 1 ? menu[0] : by === null ? menu[state.menu.selected ?? 0] : undefined;
  if (chosen === undefined) return by === null ? state : moveInMenu(state, by);
  return changed(state, { ...state, input: complete(state.input, chosen) });
}
