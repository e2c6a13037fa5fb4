import { onTestFinished } from "vitest";
import type { InputHistory } from "../../src/tui/effects/history-file.js";
import type { ChatHost } from "../../src/tui/host.js";
import { runChat } from "../../src/tui/run-chat.js";
import type { JobControl } from "../../src/tui/terminal/job-control.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeHost } from "../helpers/tui-host.js";
import { FakeTerminal } from "./fake-terminal.js";

interface Settings {
  readonly columns?: number;
  readonly rows?: number;
  readonly assistant?: TuiAssistant;
  readonly buildIndexFirst?: boolean;
  readonly history?: InputHistory;
  readonly cwd?: string;
  readonly host?: ChatHost;
  readonly job?: JobControl;
}

/** A chat in a fake terminal; it is left when the test ends. */
export function openChat({
  columns = 80,
  rows = 40,
  assistant = new TuiAssistant(),
  buildIndexFirst = false,
  history,
  cwd,
  host = new FakeHost(cwd),
  job,
}: Settings = {}) {
  const terminal = new FakeTerminal(columns, rows);
  const abort = new AbortController();
  const { stdin, stdout } = terminal;
  const left = runChat({
    assistant,
    host,
    stdin,
    stdout,
    buildIndexFirst,
    ...(history && { history }),
    ...(job && { job }),
    signal: abort.signal,
    now: () => 0,
    debug: true,
  });
  onTestFinished(async () => {
    abort.abort();
    await left;
  });
  return { terminal, assistant, left, leave: () => abort.abort() };
}
