import type { Readable, Writable } from "node:stream";
import type { Settings } from "../core/settings.js";

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
  /** The settings, with what the command's flags say on top. */
  settings(flags: Readonly<Record<string, unknown>>): Promise<Settings>;
  /** What the process ends with when nothing goes wrong later [0]. */
  setExitCode(code: number): void;
}

export function print(context: CliContext, text: string): void {
  context.stdout.write(`${text}\n`);
}

/** One line, so that lines are values. */
export function printJson(context: CliContext, value: unknown): void {
  print(context, JSON.stringify(value));
}

/** For progress, warnings and logs: what a pipe must not see. */
export function note(context: CliContext, text: string): void {
  context.stderr.write(`${text}\n`);
}
