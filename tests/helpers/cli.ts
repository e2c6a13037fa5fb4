import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import type { CliContext } from "../../src/cli/context.js";
import type { JobControl } from "../../src/tui/terminal/job-control.js";
import { MAIN } from "./shipped.js";
import { behindEachFile } from "./tidy-up.js";

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

export interface ProcessOptions extends RunOptions {
  /** What the command line begins with [nothing]. */
  readonly through?: readonly string[];
}

/** What a pipe brings at once. */
const PIPE_BYTES = 65_536;

/** What commands remember, they must not remember for whoever runs the tests. */
const NOBODYS_HOME = join(tmpdir(), `footnote-tests-home-${process.pid}`);
behindEachFile(() => rm(NOBODYS_HOME, { recursive: true, force: true }));

/** Environment of a user without settings, whatever the tests themselves run in. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const ours = /^(FOOTNOTE_.*|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_ENV|VITEST.*|CI|CONTINUOUS_INTEGRATION|TMUX.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), TERM: "xterm-256color", FOOTNOTE_HOME: NOBODYS_HOME, ...more };
}

/** With one embedding thread, as few passages need no more, and test files run side by side. */
function settled(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return plainEnvironment({ FOOTNOTE_WORKERS: "1", ...env });
}

/**
 * Runs `footnote` without a terminal and within this process, which spares each command the start of Node and its
 * libraries. What the process itself does (signals, pipes that close, crashes) `runProcess` and `start` show.
 */
export async function run(args: readonly string[], { cwd, stdin = "", env }: RunOptions): Promise<Run> {
  const { runProgram, readSettings } = await built();
  const environment = settled(env);
  const [stdout, stderr] = [new Output(), new Output()];
  let code = 0;
  const context: CliContext = {
    stdin: Readable.from(inPieces(Buffer.from(stdin as Uint8Array))),
    stdout,
    stderr,
    cwd,
    nodeVersion: process.versions.node,
    environment,
    signal: new AbortController().signal,
    now: Date.now,
    job: {} as JobControl,
    settings: (flags) => readSettings(cwd, environment, flags),
    setExitCode: (given) => {
      code = given;
    },
  };
  await runProgram(context, "0.0.0", args);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Runs `footnote` as a process of its own, without a terminal. */
export async function runProcess(args: readonly string[], options: ProcessOptions): Promise<Run> {
  const child = start(args, options);
  // It may end before it has read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin);
  return finished(child);
}

export function start(
  args: readonly string[],
  { cwd, env, through = [] }: ProcessOptions,
): ChildProcessWithoutNullStreams {
  const [program, ...before] = [...through, process.execPath];
  return spawn(program!, [...before, MAIN, ...args], { cwd, env: settled(env) });
}

export async function finished(child: ChildProcessWithoutNullStreams): Promise<Run> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

class Output extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

function* inPieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIPE_BYTES) yield bytes.subarray(at, at + PIPE_BYTES);
}

/** The program as it was built: its threads need compiled files. */
async function built() {
  const at = (path: string) => new URL(`../../${path}`, import.meta.url).href;
  const { runProgram }: typeof import("../../src/cli/program.js") = await import(at("dist/cli/program.js"));
  const { readSettings }: typeof import("../../src/cli/input/read-config.js") = await import(
    at("dist/cli/input/read-config.js")
  );
  return { runProgram, readSettings };
}
