import { EventEmitter } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { vi } from "vitest";

/** After ink's test/helpers/create-stdout.ts: keeps what is written, one entry a frame when Ink runs with `debug`. */
class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  readonly writes: string[] = [];

  constructor(
    public columns: number,
    public rows: number,
  ) {
    super();
  }

  write = (data: string): boolean => {
    this.writes.push(data);
    return true;
  };
}

class FakeStdin extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  #chunks: string[] = [];

  setEncoding(): void {}
  ref(): void {}
  unref(): void {}
  pause(): void {}

  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }

  read(): string | null {
    return this.#chunks.shift() ?? null;
  }

  send(chunk: string): void {
    this.#chunks.push(chunk);
    this.emit("readable");
  }
}

export const KEY = {
  enter: "\r",
  tab: "\t",
  newLine: "\n",
  altEnter: "\u001b\r",
  shiftEnter: "\u001b[13;2u",
  escape: "\u001b",
  up: "\u001b[A",
  down: "\u001b[B",
  right: "\u001b[C",
  left: "\u001b[D",
  pageUp: "\u001b[5~",
  pageDown: "\u001b[6~",
  delete: "\u001b[3~",
  backspace: "\u007f",
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
} as const;

const SPINNER = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: cursor and screen modes, as the chat sets them
const MODES = /\u001b\[[?<>\d;]*[A-Za-z]/g;

export class FakeTerminal {
  readonly out: FakeStdout;
  readonly in = new FakeStdin();

  constructor(columns = 80, rows = 40) {
    this.out = new FakeStdout(columns, rows);
  }

  get stdout(): NodeJS.WriteStream {
    return this.out as unknown as NodeJS.WriteStream;
  }

  get stdin(): NodeJS.ReadStream {
    return this.in as unknown as NodeJS.ReadStream;
  }

  /** The last frame as people see it: no styles, no spaces at the end of lines, the spinner at rest. */
  lastFrame(): string {
    const frame = this.out.writes.findLast((data) => data.replace(MODES, "").trim() !== "") ?? "";
    const plain = stripVTControlCharacters(frame).replace(SPINNER, "⠋");
    return plain
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n");
  }

  /** All that was ever written, with its control sequences. */
  transcript(): string {
    return this.out.writes.join("");
  }

  /** Waits until the last frame holds a text. */
  async shows(text: string | RegExp): Promise<string> {
    await vi.waitFor(
      () => {
        const frame = this.lastFrame();
        const isThere = typeof text === "string" ? frame.includes(text) : text.test(frame);
        if (!isThere) throw new Error(`The terminal does not show ${text}:\n${frame}`);
      },
      { timeout: 30_000, interval: 5 },
    );
    return this.lastFrame();
  }

  /** Sends chunks one after another, as a terminal would for keys pressed in turn. */
  async press(...chunks: string[]): Promise<void> {
    for (const chunk of chunks) {
      this.in.send(chunk);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** A paste as a terminal marks it, in chunks of any size. */
  async paste(...chunks: string[]): Promise<void> {
    await this.press("\u001b[200~", ...chunks, "\u001b[201~");
  }

  async ask(question: string): Promise<void> {
    await this.press(question, KEY.enter);
  }

  resize(columns: number, rows: number): void {
    this.out.columns = columns;
    this.out.rows = rows;
    this.out.emit("resize");
  }
}
