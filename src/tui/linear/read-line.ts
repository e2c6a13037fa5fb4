import type { Event } from "../state.js";

/** What a line means beside the questions and commands of the chat. */
export const LINEAR_COMMANDS = [
  { usage: "1", help: "read source 1; after a refusal, passage 1" },
  { usage: "/copy 1", help: "copy the quote of source 1, with where it stands" },
  { usage: "/edit 1", help: "open the file of source 1 in your editor" },
  { usage: "/right, /wrong", help: "mark the answer, for footnote eval" },
] as const;

export type LineMeaning =
  | { readonly kind: "events"; readonly events: readonly Event[] }
  | { readonly kind: "evidence"; readonly number: number; readonly act: "read" | "copy" | "edit" };

/** Reads a line that was typed whole. @param at when, in milliseconds */
export function readLine(line: string, at: number): LineMeaning {
  const [, act = "read", number] = /^(?:\/(copy|edit)\s+)?(\d{1,3})$/.exec(line.trim()) ?? [];
  if (number !== undefined) return { kind: "evidence", number: Number(number), act: act as "read" | "copy" | "edit" };
  const verdict = /^\/(right|wrong)$/.exec(line.trim())?.[1];
  if (verdict !== undefined) return { kind: "events", events: [{ type: "judged", isRight: verdict === "right" }] };
  return {
    kind: "events",
    events: [
      { type: "typed", text: line },
      { type: "submitted", at },
    ],
  };
}
