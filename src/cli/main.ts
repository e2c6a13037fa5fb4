#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { FootnoteError } from "../core/errors/errors.js";
import { problemOf } from "../core/file-problems.js";
import type { JobControl } from "../tui/terminal/job-control.js";
import type { CliContext } from "./context.js";
import { readSettings } from "./input/read-config.js";
import { runProgram, sayFailure } from "./program.js";

/** As it was given: what the program itself sets below is not for the editor that it opens. */
const environment = { ...process.env };
// React loads with its checks for developers otherwise: they take longer than a key press, and keep what they measured.
process.env.NODE_ENV = "production";

const tidyingUp: (() => void)[] = [];
const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  const onSignal = () => {
    if (!interruption.signal.aborted) return interruption.abort();
    // The second one ends the process as the system does: process.exit would crash in threads that are computing.
    process.off(name, onSignal);
    process.kill(process.pid, name);
  };
  process.on(name, onSignal);
}
// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw new FootnoteError("output_unwritable", { path: "The output", problem: problemOf(error) }, { cause: error });
});
// There is nowhere left to say that errors can't be said; the exit code still tells.
process.stderr.on("error", () => {});
// Node's own exit code for these, 1, would say that nothing was found.
process.on("uncaughtException", (error) => {
  // Whoever holds the terminal gives it back first, so that what is said can be read.
  for (const tidyUp of tidyingUp.splice(0)) tidyUp();
  process.exit(sayFailure(error, context));
});

const CONTINUED_AFTER_MS = 50;

const job: JobControl = {
  async stop() {
    // Windows has no such signal, and no shell that could wake what was stopped.
    if (process.platform === "win32") return;
    const listeners = process.listeners("SIGTSTP");
    process.removeAllListeners("SIGTSTP");
    // The whole job, as the terminal does it: the shell waits for npm where npm was asked to start this.
    process.kill(0, "SIGTSTP");
    // Time stands still while the program is stopped; without a shell nothing stops it at all.
    await setTimeout(CONTINUED_AFTER_MS);
    for (const listener of listeners) process.on("SIGTSTP", listener);
  },
  watch(onStop, onGoOn) {
    process.on("SIGTSTP", onStop);
    process.on("SIGCONT", onGoOn);
    return () => {
      process.off("SIGTSTP", onStop);
      process.off("SIGCONT", onGoOn);
    };
  },
  holdInterruptions(onInterruption = () => {}) {
    const listeners = process.listeners("SIGINT");
    process.on("SIGINT", onInterruption);
    for (const listener of listeners) process.off("SIGINT", listener);
    return () => {
      for (const listener of listeners) process.on("SIGINT", listener);
      process.off("SIGINT", onInterruption);
    };
  },
  onCrash(tidyUp) {
    tidyingUp.push(tidyUp);
    return () => {
      tidyingUp.splice(tidyingUp.indexOf(tidyUp), 1);
    };
  },
};

const context: CliContext = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  nodeVersion: process.versions.node,
  environment,
  signal: interruption.signal,
  now: Date.now,
  job,
  settings: (flags) => readSettings(process.cwd(), environment, flags),
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

await runProgram(context, version, process.argv.slice(2));
