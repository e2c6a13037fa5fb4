import type { Event } from "../state/state.js";

/** What a line means beside the questions and commands of the chat. */
export const LINEAR_COMMANDS = [
  { usage: "1", help: "read source 1, or w1 of an answer in words; after a refusal, passage 1" },
  { usage: "/copy 1", help: "copy the quote of source 1, with where it stands" },
  { usage: "/edit 1", help: "open the file of source 1 in your editor" },
  { usage: "/right, /wrong", help: "mark the answer, for footnote eval" },
] as const;

export type LineMeaning =
  | { readonly kind: "events"; readonly events: readonly Event[] }
  | { readonly kind: "evidence"; readonly number: string; readonly act: "read" | "copy" | "edit" };

/**
 * Reads a line that was typed whole.
 *
 * @param at when, in milliseconds
 * @param isFilter whether the line of filters is being written; a command leaves it
 */
export function readLine(line: string, at: number, isFilter = false): LineMeaning {
  if (isFilter && !line.trim().startsWith("/")) {
    // A line with a mistake in it stands there still.
    return writing(line, at, [{ type: "edited", action: "delete_to_start" }]);
  }
  const before: readonly Event[] = isFilter ? [{ type: "went_back" }] : [];
  const [, act = "read", number] = /^(?:\/(copy|edit)\s+)?(w?\d{1,3})$/.exec(line.trim()) ?? [];
  if (number !== undefined) return { kind: "evidence", number, act: act as "read" | "copy" | "edit" };
  const verdict = /^\/(right|wrong)$/.exec(line.trim())?.[1];
  if (verdict !== undefined)
    return { kind: "events", events: [...before, { type: "judged", isRight: verdict === "right" }] };
  return writing(line, at, before);
}

function writing(line: string, at: number, before: readonly Event[]): LineMeaning {
  return { kind: "events", events: [...before, { type: "typed", text: line }, { type: "submitted", at }] };
}
