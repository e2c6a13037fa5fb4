import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Collection } from "../../assistant/local/joined-assistant.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { acquireWriterLock } from "../../index/lock/writer-lock.js";
import type { WriterLock } from "../../store/index-store.js";
import { isCollectionName } from "../../store/joined/collection-names.js";

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

/** What is remembered at first. */
export const NONE: KnownCollections = { collections: [], last: [] };
const SCHEMA = 1;
const FILE = "collections.json";
/** More than thousands of folders take. */
const MAX_BYTES = 1 << 20;
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
/** A change takes milliseconds: whoever holds the lock for longer hangs, or is gone. */
const LOCK_PATIENCE_MS = 5_000;
const LOCK_RETRY_MS = 25;

/**
 * The user's collections, in a file of their own. Several processes may change it at once; none loses what another adds.
 * A file that isn't what this writes is left as it is, and nothing is written in its place.
 */
export class CollectionsFile {
  readonly path: string;

  /** @param folder of the user's state, absolute; made with the first change */
  constructor(private readonly folder: string) {
    this.path = join(folder, FILE);
  }

  /** @throws FootnoteError collections_unreadable */
  async read(): Promise<KnownCollections> {
    try {
      return parse(await readPlainFile(this.path));
    } catch (error) {
      if (isMissing(error)) return NONE;
      throw new FootnoteError(
        "collections_unreadable",
        { path: this.path, problem: problemOf(error) },
        { cause: error },
      );
    }
  }

  /**
   * Changes what is known, whatever other processes do at the time: they wait.
   * @param change gives what is known then, and what this gives
   * @throws FootnoteError collections_unreadable, output_unwritable, and what `change` throws
   */
  async change<Result>(
    change: (known: KnownCollections) => Promise<readonly [KnownCollections, Result]>,
  ): Promise<Result> {
    const lock = await this.#lock();
    try {
      const known = await this.read();
      const [changed, result] = await change(known);
      if (changed !== known) await this.#write(changed);
      return result;
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

  #unwritable(cause: unknown): FootnoteError {
    const problem = cause instanceof FootnoteError ? cause.message : problemOf(cause);
    return new FootnoteError("output_unwritable", { path: this.path, problem }, { cause });
  }
}

/** The text of an ordinary file; a pipe is not waited for. @throws Error for what is none, or is larger than any list */
async function readPlainFile(path: string): Promise<string> {
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await file.stat();
  if (!found.isFile()) throw new Error("it is no ordinary file");
  if (found.size > MAX_BYTES) throw new Error("it is too large");
  return file.readFile("utf8");
}

/** @throws Error that says what is wrong, and repeats nothing of the text */
function parse(text: string): KnownCollections {
  const { schema, collections, last } = Object(jsonIn(text)) as Readonly<Record<string, unknown>>;
  if (typeof schema === "number" && schema > SCHEMA) throw new Error("a newer Footnote has written it");
  if (schema !== SCHEMA || !Array.isArray(collections)) throw new Error("it is no list of collections");
  const isNames = Array.isArray(last) && last.every((name) => typeof name === "string");
  if (!isNames) throw new Error("last is no list of names");
  const names = new Set<string>();
  const known = collections.map((one: unknown, at) => {
    const collection = parseOne(one, `collections[${at}]`);
    const name = collection.name.toLowerCase();
    if (names.has(name)) throw new Error(`collections[${at}].name is another one's, too`);
    names.add(name);
    return collection;
  });
  return { collections: known, last };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it is not valid JSON");
  }
}

/** What each field of a collection has to be. */
const FIELDS: readonly (readonly [field: string, takes: string, is: (value: string) => boolean])[] = [
  ["name", "a collection's name", isCollectionName],
  ["folder", "an absolute path", isAbsolute],
  ["index", "an absolute path", isAbsolute],
  ["added_at", "a time", isTime],
  ["used_at", "a time or null", isTime],
];

function parseOne(one: unknown, where: string): KnownCollection {
  const said = Object(one) as Readonly<Record<string, string>>;
  for (const [field, takes, is] of FIELDS) {
    const value: unknown = said[field];
    const isRight = typeof value === "string" ? is(value) : field === "used_at" && value === null;
    if (!isRight) throw new Error(`${where}.${field} is not ${takes}`);
  }
  const { name, folder, index, added_at, used_at } = said;
  return { name: name!, folder: folder!, indexFolder: index!, addedAt: added_at!, usedAt: used_at! };
}

/** ISO 8601, as it is written here. */
function isTime(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
