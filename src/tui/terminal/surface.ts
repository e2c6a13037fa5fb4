import { EventEmitter } from "node:events";
import { foldedRows } from "../layout/chat-lines.js";
import type { Line } from "../lines.js";

const ERASE_ROW_AND_RISE = "\u001b[2K\u001b[1A";
/** Ink sends it where a frame finds no room; what the terminal keeps is the user's. */
const ERASE_SCROLLBACK = "\u001b[3J";

/**
 * One screen of a terminal that is handed to Ink as its stdout. While it is covered by another one, what is written
 * waits, and its size stands still: Ink draws relative to the cursor, and the terminal gives that back only when the
 * other screen is left.
 */
export class Surface extends EventEmitter {
  readonly isTTY: boolean;
  columns: number;
  rows: number;
  private covered = false;
  private beneath: readonly Line[] = [];
  private waiting: string[] = [];

  constructor(private readonly stdout: NodeJS.WriteStream) {
    super();
    this.isTTY = stdout.isTTY === true;
    this.columns = stdout.columns || 80;
    this.rows = stdout.rows || 24;
  }

  write = (data: string, ...rest: unknown[]): boolean => {
    const callback = rest.find((value): value is () => void => typeof value === "function");
    const own = data.replaceAll(ERASE_SCROLLBACK, "");
    if (this.covered) this.waiting.push(own);
    else this.stdout.write(own);
    if (callback !== undefined) setImmediate(callback);
    return true;
  };

  /** @param drawn what is on it, which the terminal may fold meanwhile [nothing] */
  cover(drawn: readonly Line[] = []): void {
    this.covered = true;
    this.beneath = drawn;
  }

  uncover(): void {
    this.covered = false;
    this.eraseFolds(this.beneath);
    for (const data of this.waiting.splice(0)) this.stdout.write(data);
    this.fit();
  }

  isCovered(): boolean {
    return this.covered;
  }

  /**
   * Erases the rows that a terminal which got narrower has added by folding what was drawn: Ink goes up by the rows that
   * it drew, and doesn't know of these.
   */
  eraseFolds(drawn: readonly Line[]): void {
    const { columns } = this.stdout;
    if (columns < this.columns) this.stdout.write(ERASE_ROW_AND_RISE.repeat(foldedRows(drawn, columns)));
  }

  /** Has Ink draw at once. */
  redraw(): void {
    this.emit("resize");
  }

  /** Takes on the terminal's size, unless covered. */
  fit(): void {
    const { columns, rows } = this.stdout;
    if (this.covered || (this.columns === columns && this.rows === rows)) return;
    this.columns = columns || 80;
    this.rows = rows || 24;
    this.redraw();
  }
}
