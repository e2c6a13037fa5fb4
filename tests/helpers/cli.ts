import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { MAIN } from "./shipped.js";

export interface Run {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Environment of a user without settings, whatever the tests themselves run in. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const ours = /^(FOOTNOTE_.*|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_ENV|VITEST.*|CI|CONTINUOUS_INTEGRATION|TMUX.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), TERM: "xterm-256color", ...more };
}

/** With one embedding thread, as few passages need no more, and test files run side by side. */
export function start(args: readonly string[], { cwd, env = {} }: RunOptions): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [MAIN, ...args], { cwd, env: plainEnvironment({ FOOTNOTE_WORKERS: "1", ...env }) });
}

/** Runs `footnote` as a process of its own, without a terminal. */
export async function run(args: readonly string[], options: RunOptions): Promise<Run> {
  const child = start(args, options);
  // It may end before it has read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin);
  return finished(child);
}

export async function finished(child: ChildProcessWithoutNullStreams): Promise<Run> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}
