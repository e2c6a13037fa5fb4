import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Collection } from "../../assistant/local/joined-assistant.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { acquireWriterLock } from "../../index/lock/writer-lock.js";
import type { WriterLock } from "../../store/index-store.js";

/** A collection as it is remembered. Times are ISO 8601. */
export interface KnownCollection extends Collection {
  readonly addedAt: string;
  /** `null` where it has not been opened yet. */
  readonly usedAt: string | null;
}

/** What is remembered of the user's collections. */
export interface KnownCollections {
  readonly collections: readonly KnownCollection[];
  /** Names of those that were opened last, together. */
  readonly last: readonly string[];
}

const NONE: KnownCollections = { collections: [], last: [] };
const SCHEMA = 1;
const FILE = "collections.json";
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
/** A change takes milliseconds: whoever holds the lock for longer hangs, or is gone. */
const LOCK_PATIENCE_MS = 5_000;
const LOCK_RETRY_MS = 25;

/** The user's collections, in a file of their own. Several processes may change it at once; none loses what another adds. */
export class CollectionsFile {
  readonly path: string;

  /**
   * @param folder of the user's state, absolute; made with the first change
   * @param onDamaged told where a file that could not be read was set aside
   */
  constructor(
    private readonly folder: string,
    private readonly onDamaged: (message: string) => void,
  ) {
    this.path = join(folder, FILE);
  }

  /** None where the file can't be read, which is said. */
  async read(): Promise<KnownCollections> {
    try {
      return await this.#load();
    } catch (error) {
      if (!(error instanceof FootnoteError)) throw error;
      this.onDamaged(`${error.message} No collection is known.`);
      return NONE;
    }
  }

  /** @throws FootnoteError output_unwritable for what a change would destroy */
  async #load(): Promise<KnownCollections> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (isMissing(error)) return NONE;
      throw this.#unreadable(`it can't be read (${problemOf(error)})`, error);
    }
    if (schemaOf(text) > SCHEMA) throw this.#unreadable("a newer Footnote has written it");
    const known = parse(text);
    if (known !== null) return known;
    const aside = `${this.path}.damaged-${Date.now()}`;
    const isAside = await rename(this.path, aside).then(
      () => true,
      () => false,
    );
    this.onDamaged(`${this.path} was damaged${isAside ? `, and is kept as ${aside}` : ""}: no collection is known.`);
    return NONE;
  }

  /**
   * Changes what is known, whatever other processes do at the time.
   * @throws FootnoteError output_unwritable, and what `change` throws
   */
  async change(change: (known: KnownCollections) => KnownCollections): Promise<KnownCollections> {
    const lock = await this.#lock();
    try {
      const known = await this.#load();
      const changed = change(known);
      if (changed !== known) await this.#write(changed);
      return changed;
    } finally {
      await lock.release();
    }
  }

  async #lock(): Promise<WriterLock> {
    const until = Date.now() + LOCK_PATIENCE_MS;
    for (;;) {
      try {
        await mkdir(this.folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
        return await acquireWriterLock(this.folder);
      } catch (error) {
        const known = toFootnoteError(error);
        if (known.code !== "index_locked" || Date.now() > until) throw this.#unwritable(error);
        await delay(LOCK_RETRY_MS);
      }
    }
  }

  async #write({ collections, last }: KnownCollections): Promise<void> {
    const draft = `${this.path}.${randomBytes(4).toString("hex")}`;
    const kept = collections.map(({ name, folder, indexFolder, addedAt, usedAt }) => {
      return { name, folder, index: indexFolder, added_at: addedAt, used_at: usedAt };
    });
    try {
      const text = JSON.stringify({ schema: SCHEMA, collections: kept, last }, null, 2);
      await writeFile(draft, `${text}\n`, { mode: OWNER_ONLY });
      await rename(draft, this.path);
    } catch (error) {
      throw this.#unwritable(error);
    } finally {
      await rm(draft, { force: true }).catch(() => {});
    }
  }

  /** Nothing is taken for an empty list that may hold one: the next change would replace it. */
  #unreadable(problem: string, cause?: unknown): FootnoteError {
    return new FootnoteError("output_unwritable", { path: this.path, problem }, { cause });
  }

  #unwritable(cause: unknown): FootnoteError {
    const problem = cause instanceof FootnoteError ? cause.message : problemOf(cause);
    return new FootnoteError("output_unwritable", { path: this.path, problem }, { cause });
  }
}

/** 0 for what says none. */
function schemaOf(text: string): number {
  try {
    return Number(Object(JSON.parse(text)).schema) || 0;
  } catch {
    return 0;
  }
}

/** `null` for what is no such file. */
function parse(text: string): KnownCollections | null {
  try {
    const { schema, collections, last } = Object(JSON.parse(text)) as Record<string, unknown>;
    if (schema !== SCHEMA || !Array.isArray(collections) || !isTexts(last)) return null;
    const known = collections.map((one) => parseOne(Object(one) as Record<string, unknown>));
    return known.every((one) => one !== null) ? { collections: known, last } : null;
  } catch {
    return null;
  }
}

function parseOne({ name, folder, index, added_at, used_at }: Record<string, unknown>): KnownCollection | null {
  if (!isTexts([name, folder, index, added_at]) || !(used_at === null || typeof used_at === "string")) return null;
  const [ofName, ofFolder, indexFolder, addedAt] = [name, folder, index, added_at] as string[];
  return { name: ofName!, folder: ofFolder!, indexFolder: indexFolder!, addedAt: addedAt!, usedAt: used_at };
}

function isTexts(values: unknown): values is string[] {
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's folder for what Footnote knows of them on this machine: `FOOTNOTE_HOME`, else what the system has for such
 * things.
 * @param system as Node names it [this one]
 */
export function stateFolder(environment: Environment, system: NodeJS.Platform = platform()): string {
  const { FOOTNOTE_HOME: own = "", HOME, USERPROFILE, LOCALAPPDATA = "", XDG_STATE_HOME: state = "" } = environment;
  if (own !== "" && isAbsolute(own)) return own;
  const home = (system === "win32" ? USERPROFILE : HOME) || homedir();
  if (system === "win32") return join(LOCALAPPDATA || join(home, "AppData", "Local"), "footnote");
  if (system === "darwin") return join(home, "Library", "Application Support", "footnote");
  return join(isAbsolute(state) ? state : join(home, ".local", "state"), "footnote");
}
