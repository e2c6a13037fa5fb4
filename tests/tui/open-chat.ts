import { onTestFinished } from "vitest";
import type { Judgement } from "../../src/core/judgement.js";
import type { ChatHost, FilePlace, Remark, WithTerminal } from "../../src/tui/host.js";
import { runChat } from "../../src/tui/run-chat.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeTerminal } from "./fake-terminal.js";

interface Settings {
  readonly columns?: number;
  readonly rows?: number;
  readonly assistant?: TuiAssistant;
  readonly buildIndexFirst?: boolean;
  readonly host?: ChatHost;
}

/** Keeps what it is asked to do. */
export class FakeHost implements ChatHost {
  readonly opened: FilePlace[] = [];
  readonly kept: Judgement[] = [];

  async edit(place: FilePlace, withTerminal: WithTerminal): Promise<Remark | null> {
    await withTerminal(async () => this.opened.push(place));
    return null;
  }

  async keep(judgement: Judgement): Promise<Remark> {
    this.kept.push(judgement);
    return { tone: "muted", text: `Marked as ${judgement.isRight ? "right" : "wrong"}.` };
  }
}

/** A chat in a fake terminal; it is left when the test ends. */
export function openChat({
  columns = 80,
  rows = 40,
  assistant = new TuiAssistant(),
  buildIndexFirst = false,
  host = new FakeHost(),
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
