import { menuOf } from "../state/menu.js";
import type { Event, State } from "../state/state.js";
import { BINDINGS, type KeyContext } from "./bindings.js";

/** Where a key press is looked up, in this order. */
function contextsOf(state: State): KeyContext[] {
  const { screen } = state;
  if (screen.kind === "reader" && screen.search.line !== null) return ["find", "editing", "global"];
  if (screen.kind !== "chat") return [screen.kind, "global"];
  if (state.consent !== null) return ["consent", "global"];
  if (state.filterLine !== null) return [...completing(state), "filter", "editing", "global"];
  if (state.focus === "list") return ["list", "global"];
  if (state.search !== null) return ["search", "input", "editing", "global"];
  return [...completing(state), "input", "editing", "global"];
}

function completing(state: State): KeyContext[] {
  if (menuOf(state).length === 0) return [];
  return state.menu.selected === null ? ["menu"] : ["choice", "menu"];
}

/** Whether text goes into a line: the one being written, or, over the answer, that of the next question. */
export function takesText(state: State): boolean {
  const isOverAnswer = state.screen.kind === "chat" && state.focus === "list";
  return isOverAnswer || contextsOf(state).includes("editing");
}

/** What a key press means now; `null` when nothing. A printable text is typed, also where the answer has the focus. */
export function eventFor(state: State, name: string, at: number): Event | null {
  for (const context of contextsOf(state)) {
    const binding = BINDINGS.find((candidate) => candidate.context === context && candidate.keys.includes(name));
    if (binding !== undefined) return binding.event(at);
  }
  return takesText(state) && isPrintable(name) ? { type: "typed", text: name } : null;
}

function isPrintable(name: string): boolean {
  return !SPECIAL_NAMES.has(name) && !/^(ctrl|alt|shift)\+/.test(name);
}

const SPECIAL_NAMES = new Set([
  "up",
  "down",
  "left",
  "right",
  "pageup",
  "pagedown",
  "home",
  "end",
  "enter",
  "escape",
  "tab",
  "backspace",
  "delete",
  "",
]);
