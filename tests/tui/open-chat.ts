import { onTestFinished } from "vitest";
import type { InputHistory } from "../../src/tui/history-file.js";
import { runChat } from "../../src/tui/run-chat.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { tuiDesk } from "../helpers/tui-desk.js";
import { FakeTerminal } from "./fake-terminal.js";

interface Settings {
  readonly columns?: number;
  readonly rows?: number;
  readonly assistant?: TuiAssistant;
  readonly buildIndexFirst?: boolean;
  readonly history?: InputHistory;
  readonly cwd?: string;
}

/** A chat in a fake terminal; it is left when the test ends. */
export function openChat({
  columns = 80,
  rows = 40,
  assistant = new TuiAssistant(),
  buildIndexFirst = false,
  history,
  cwd,
}: Settings = {}) {
  const terminal = new FakeTerminal(columns, rows);
  const abort = new AbortController();
  const { stdin, stdout } = terminal;
  const left = runChat({
    assistant,
    desk: tuiDesk(cwd),
    stdin,
    stdout,
    buildIndexFirst,
    ...(history && { history }),
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
