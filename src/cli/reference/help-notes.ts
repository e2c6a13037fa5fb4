import type { Command } from "commander";

/** What a command's help says below its options. */
export interface HelpNotes {
  /** Command lines, each as it is typed. */
  readonly examples: readonly [string, ...string[]];
  /** What the options don't say, in short lines [nothing]. */
  readonly notes?: string;
}

const NOTES = new WeakMap<Command, HelpNotes>();

/** Puts notes and examples below a command's help, and keeps them for the reference. */
export function addHelpNotes(command: Command, help: HelpNotes): Command {
  NOTES.set(command, help);
  const { notes, examples } = help;
  const title = examples.length === 1 ? "Example:" : "Examples:";
  const lines = [...(notes ? ["", notes.trim()] : []), "", title, ...examples.map((example) => `  ${example}`)];
  return command.addHelpText("after", lines.join("\n"));
}

/** The notes of a command; `null` where it has none. */
export function helpNotesOf(command: Command): HelpNotes | null {
  return NOTES.get(command) ?? null;
}
