import { EventEmitter } from "node:events";

const ERASE_ROW_AND_RISE = "\u001b[2K\u001b[1A";

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
  private waiting: string[] = [];

  constructor(private readonly stdout: NodeJS.WriteStream) {
    super();
    this.isTTY = stdout.isTTY === true;
    this.columns = stdout.columns || 80;
    this.rows = stdout.rows || 24;
  }

  write = (data: string, ...rest: unknown[]): boolean => {
    const callback = rest.find((value): value is () => void => typeof value === "function");
    if (this.covered) this.waiting.push(data);
    else this.stdout.write(data);
    if (callback !== undefined) setImmediate(callback);
    return true;
  };

  cover(): void {
    this.covered = true;
  }

  uncover(): void {
    this.covered = false;
    for (const data of this.waiting.splice(0)) this.stdout.write(data);
    this.fit();
  }

  /**
   * Takes on the terminal's size, unless covered. Ink erases the rows that it drew; `folded` more are there
   * when the terminal has folded them to a smaller width.
   */
  fit(folded = 0): void {
    const { columns, rows } = this.stdout;
    if (this.covered || (this.columns === columns && this.rows === rows)) return;
    if (columns < this.columns) this.stdout.write(ERASE_ROW_AND_RISE.repeat(folded));
    this.columns = columns || 80;
    this.rows = rows || 24;
    this.emit("resize");
  }
}
