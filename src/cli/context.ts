import type { Readable, Writable } from "node:stream";
import type { Settings } from "../core/settings.js";
import type { JobControl } from "../tui/terminal/job-control.js";

/** What a command may touch of the process that runs it. */
export interface CliContext {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly cwd: string;
  /** Of the Node that runs this: `20.20.2`. */
  readonly nodeVersion: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** How the program stands to the shell that it was started from. */
  readonly job: JobControl;
  /** The settings, with what the command's flags say on top. */
  settings(flags: Readonly<Record<string, unknown>>): Promise<Settings>;
  /** What the process ends with when nothing goes wrong later [0]. */
  setExitCode(code: number): void;
}

export function print(context: CliContext, text: string): void {
  context.stdout.write(`${text}\n`);
}

/** DEL, C1 and the marks that reorder text, which JSON may hold as they are and a terminal should not. */
const UNSAFE_IN_TERMINAL = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON on one line, safe for a terminal. */
export function toJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(UNSAFE_IN_TERMINAL, escaped);
}

/** One line, so that lines are values. */
export function printJson(context: CliContext, value: unknown): void {
  print(context, toJson(value));
}

/** For progress, warnings and logs: what a pipe must not see. */
export function note(context: Pick<CliContext, "stderr">, text: string): void {
  context.stderr.write(`${text}\n`);
}
