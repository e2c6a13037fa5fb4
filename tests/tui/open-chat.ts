import { onTestFinished } from "vitest";
import { runChat } from "../../src/tui/run-chat.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeTerminal } from "./fake-terminal.js";

interface Settings {
  readonly columns?: number;
  readonly rows?: number;
  readonly assistant?: TuiAssistant;
  readonly buildIndexFirst?: boolean;
}

/** A chat in a fake terminal; it is left when the test ends. */
export function openChat({
  columns = 80,
  rows = 40,
  assistant = new TuiAssistant(),
  buildIndexFirst = false,
}: Settings = {}) {
  const terminal = new FakeTerminal(columns, rows);
  const abort = new AbortController();
  const { stdin, stdout } = terminal;
  const left = runChat({ assistant, stdin, stdout, buildIndexFirst, signal: abort.signal, now: () => 0, debug: true });
  onTestFinished(async () => {
    abort.abort();
    await left;
  });
  return { terminal, assistant, left, leave: () => abort.abort() };
}
