import { constants, open } from "node:fs/promises";
import { platform } from "node:os";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { findToken, type KnownToken, parseTokens, type Tokens } from "./tokens.js";

/** How old a look at the file may be: a token that is withdrawn works no longer than that. */
const LOOK_EVERY_MS = 1_000;
const WRITABLE_BY_ALL = 0o002;

export interface TokensFileOptions {
  /** Told when the file can't be used as it is now [nobody]. */
  readonly onProblem?: (problem: string) => void;
  /** Milliseconds [Date.now]. */
  readonly now?: () => number;
  /** Whether a file's mode says who may write it [not on Windows, where it never does]. */
  readonly hasModes?: boolean;
}

/**
 * The tokens of a file, which is looked at again when it changes. At the start every line has to be right. Later on a
 * line that is not lets nobody in, and neither does a file that is gone: what can't be read is never taken for leave.
 */
export class TokensFile implements Tokens {
  #tokens: readonly KnownToken[] = [];
  #version = "";
  #lookedAt: number;
  #looking: Promise<void> | null = null;
  readonly #onProblem: (problem: string) => void;
  readonly #now: () => number;
  readonly #hasModes: boolean;

  private constructor(
    private readonly path: string,
    { onProblem = () => {}, now = Date.now, hasModes = platform() !== "win32" }: TokensFileOptions,
  ) {
    this.#onProblem = onProblem;
    this.#now = now;
    this.#hasModes = hasModes;
    this.#lookedAt = now();
  }

  /** @throws FootnoteError tokens_invalid */
  static async open(path: string, options: TokensFileOptions = {}): Promise<TokensFile> {
    const file = new TokensFile(path, options);
    const problem = await file.#read();
    if (problem !== null) throw new FootnoteError("tokens_invalid", { path, problem });
    return file;
  }

  async nameOf(token: string): Promise<string | null> {
    if (this.#now() - this.#lookedAt >= LOOK_EVERY_MS) {
      this.#looking ??= this.#look();
      await this.#looking;
    }
    return findToken(token, this.#tokens);
  }

  async #look(): Promise<void> {
    const problem = await this.#read();
    if (problem !== null) this.#onProblem(`${this.path}: ${problem}`);
    this.#lookedAt = this.#now();
    this.#looking = null;
  }

  /** What is wrong with the file; `null` when nothing is, or nothing has changed since it was read. */
  async #read(): Promise<string | null> {
    try {
      // Opening a pipe would wait for its writer, and everyone with it.
      await using file = await open(this.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const stats = await file.stat();
      const { mode, mtimeMs, ctimeMs, size, ino } = stats;
      const version = [mode, mtimeMs, ctimeMs, size, ino].join();
      if (version === this.#version) return null;
      this.#tokens = [];
      this.#version = version;
      if (!stats.isFile()) return "it is no file";
      if (this.#hasModes && mode & WRITABLE_BY_ALL) return "everyone may write it, and so add a token: chmod o-w";
      const { tokens, badLines } = parseTokens(await file.readFile("utf8"));
      this.#tokens = tokens;
      if (badLines.length > 0) return `line ${badLines.join(", ")} is no <name>:<SHA-256>`;
      return tokens.length === 0 ? "it holds no token" : null;
    } catch (cause) {
      const wasThere = this.#version !== "gone";
      this.#tokens = [];
      this.#version = "gone";
      return wasThere ? (isMissing(cause) ? "there is no such file" : problemOf(cause)) : null;
    }
  }
}
