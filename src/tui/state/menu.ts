import { type Completion, completionsOf, filterCompletions } from "../input/completion.js";
import type { State } from "./state.js";

/** What the menu beneath the line being written offers now. */
export function menuOf(state: State): readonly Completion[] {
  const { menu, input, filterLine, names, focus, screen, recalled, search } = state;
  if (menu.isClosed || screen.kind !== "chat") return [];
  if (filterLine !== null) return filterCompletions(filterLine, names);
  if (focus !== "input" || recalled !== null || search !== null) return [];
  return completionsOf(input, names);
}
