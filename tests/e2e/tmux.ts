import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { vi } from "vitest";
import { plainEnvironment } from "../helpers/cli.js";
import { patience } from "../helpers/patience.js";

export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

/** A shell in a real pseudo-terminal of 100 columns and 30 rows. */
export class Tmux {
  #looking: ChildProcessByStdio<Writable, Readable, null> | undefined;

  private constructor(private readonly socket: string) {}

  static open(cwd: string): Tmux {
    const terminal = new Tmux(`footnote-${process.pid}-${Date.now()}`);
    const size = ["-x", "100", "-y", "30"];
    // Ink draws nothing where CI is set; plainEnvironment leaves it out.
    terminal.#tmux([
      "-f",
      "/dev/null",
      "new-session",
      "-d",
      ...size,
      "-c",
      cwd,
      "env",
      "PS1=$ ",
      `FOOTNOTE_HOME=${cwd}/state/footnote`,
      "sh",
    ]);
    // Programs in it may set its buffer, as they may a terminal's clipboard.
    terminal.#tmux(["set-option", "-g", "set-clipboard", "on"]);
    return terminal;
  }

  /** Types text as it is. */
  type(text: string): void {
    this.#tmux(["send-keys", "-l", "--", text]);
  }

  /** Presses keys by tmux's names: Enter, Tab, Escape, PageDown, C-c. */
  press(...keys: string[]): void {
    this.#tmux(["send-keys", ...keys]);
  }

  /** Pastes text as a terminal does, between its marks. */
  paste(text: string): void {
    this.#tmux(["set-buffer", text]);
    this.#tmux(["paste-buffer", "-p"]);
  }

  run(command: string): void {
    this.type(command);
    this.press("Enter");
  }

  /** Runs a command once the shell has an empty window, so that nothing of an earlier one is taken for its output. */
  async runOnEmpty(command: string): Promise<void> {
    this.run("clear");
    await this.shows(/^\$\s*$/);
    this.run(command);
  }

  /** Changes the window's size; the program is told, as by a terminal. */
  resize(columns: number, rows: number): void {
    this.#tmux(["resize-window", "-x", String(columns), "-y", String(rows)]);
  }

  /** What the window shows. @param styled with the control sequences that colour it */
  screen({ styled = false } = {}): string {
    return this.#tmux(["capture-pane", "-p", ...(styled ? ["-e"] : [])]);
  }

  /** What a program last put on the clipboard. */
  clipboard(): string {
    return this.#tmux(["show-buffer"]);
  }

  /** With what has scrolled out of the window. */
  history(): string {
    return this.#tmux(["capture-pane", "-p", "-S", "-"]);
  }

  /** What tmux knows of the pane: `alternate_on`, `cursor_flag`, `pane_current_command`. */
  flag(name: string): string {
    return this.#tmux(["display-message", "-p", `#{${name}}`]).trim();
  }

  /** Waits until the window shows the text. */
  async shows(text: string | RegExp): Promise<string> {
    return vi.waitFor(
      async () => {
        const screen = await this.#look();
        const isThere = typeof text === "string" ? screen.includes(text) : text.test(screen);
        if (!isThere) throw new Error(`The terminal does not show ${text}:\n${screen}`);
        return screen;
      },
      { timeout: patience(), interval: 50 },
    );
  }

  close(): void {
    this.#looking?.kill();
    this.#tmux(["kill-server"]);
  }

  /** The screen, by way of a small process: to start one from here copies the tables of all that the models hold. */
  async #look(): Promise<string> {
    this.#looking ??= spawn(
      "sh",
      ["-c", "while read -r _; do tmux -L \"$0\" capture-pane -p 2>&1; printf '\\f'; done", this.socket],
      { env: plainEnvironment(), stdio: ["pipe", "pipe", "ignore"] },
    );
    const { stdin, stdout } = this.#looking;
    stdin.write("\n");
    let screen = "";
    stdout.setEncoding("utf8");
    while (!screen.endsWith("\f")) screen += (await once(stdout, "data"))[0];
    return screen.slice(0, -1);
  }

  #tmux(args: readonly string[]): string {
    const env = plainEnvironment();
    const { status, stdout, stderr } = spawnSync("tmux", ["-L", this.socket, ...args], { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`tmux ${args.join(" ")}: ${stderr}`);
    return stdout;
  }
}
