import { isUtf8 } from "node:buffer";
import type { Dirent, Stats } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import type { SkippedFile } from "../../contract/answer.js";
import { CORPUS_LIMITS, type CorpusLimits } from "../../core/corpus-limits.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { CONFIG_FILE, LABELS_FOLDER } from "../../core/own-files.js";
import { IgnoreRules } from "./ignore-rules.js";

export interface DiscoveredFile {
  /** Relative to the corpus, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface Discovery {
  /** Sorted by path, in code unit order, which is the same everywhere. */
  readonly files: readonly DiscoveredFile[];
  readonly skipped: readonly SkippedFile[];
}

/** How much of a folder is looked at. */
export type DiscoveryLimits = Pick<CorpusLimits, "maxDepth" | "maxFiles">;

export interface DiscoveryOptions {
  /** Folder of the index, absolute: where it lies among the documents, it is passed over. */
  readonly indexFolder?: string | undefined;
  /** Ends the walk. */
  readonly signal?: AbortSignal | undefined;
}

/** Folders of tools, Footnote's own among them, never of documents. */
const IGNORED_FOLDERS = new Set(["node_modules", "__pycache__", LABELS_FOLDER]);

const MISNAMED = "has a name that is not valid UTF-8, so it can't be opened by it; rename it";

/**
 * Lists the files of a folder and those below it. Hidden files, settings of Footnote's own, and what `.gitignore` and `.footnoteignore`
 * leave out, are passed over. What could be expected to be read and is not is listed as skipped: symbolic links, whose targets
 * are read in their own places if they lie in the corpus, and whatever is no ordinary file, which is never opened.
 * @throws FootnoteError corpus_missing, corpus_not_folder, corpus_unreadable, index_unusable (the corpus is its folder);
 * the signal's reason when it is aborted
 */
export async function discover(
  corpus: string,
  limits: DiscoveryLimits = CORPUS_LIMITS,
  { indexFolder, signal }: DiscoveryOptions = {},
): Promise<Discovery> {
  await checkFolder(corpus);
  const realCorpus = await realpath(corpus);
  const index = await placeOfIndex(corpus, indexFolder);
  if (index === "") {
    throw new FootnoteError("index_unusable", { path: corpus, problem: "it is the folder of the documents" });
  }
  const walk = new Walk(corpus, realCorpus, limits, index, signal);
  await walk.visit("", 1, IgnoreRules.NONE);
  return { files: walk.files.sort(byPath), skipped: walk.skipped.sort(byPath) };
}

class Walk {
  readonly files: DiscoveredFile[] = [];
  readonly skipped: SkippedFile[] = [];
  #full = false;

  constructor(
    private readonly corpus: string,
    private readonly realCorpus: string,
    private readonly limits: DiscoveryLimits,
    /** Path of the index, relative to the corpus; `null` if it lies elsewhere. */
    private readonly index: string | null,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async visit(folder: string, depth: number, above: IgnoreRules): Promise<void> {
    const entries = await this.#list(folder);
    const rules = await above.within(this.corpus, folder, new Set(entries.map(({ name }) => name)));
    for (const entry of entries) {
      this.signal?.throwIfAborted();
      if (this.#full) return;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (isPassedOver(entry) || path === this.index || rules.ignores(entry.isDirectory() ? `${path}/` : path))
        continue;
      if (entry.misnamed) this.#skip(entry.isDirectory() ? `${path}/` : path, MISNAMED);
      else if (entry.isSymbolicLink()) await this.#link(path);
      else if (entry.isFile()) await this.#file(path);
      else if (!entry.isDirectory()) this.#skip(path, "is not an ordinary file, so it was not opened");
      else if (depth < this.limits.maxDepth) await this.visit(path, depth + 1, rules);
      else this.#skip(path, `lies more than ${this.limits.maxDepth} folders deep, which is as far as Footnote looks`);
    }
  }

  async #list(folder: string): Promise<Entry[]> {
    try {
      const entries = await entriesOf(join(this.corpus, folder));
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (cause) {
      const problem = problemOf(cause);
      if (folder === "") throw new FootnoteError("corpus_unreadable", { path: this.corpus, problem }, { cause });
      this.#skip(`${folder}/`, `can't be opened (${problem})`);
      return [];
    }
  }

  async #file(path: string): Promise<void> {
    if (this.files.length >= this.limits.maxFiles) {
      this.#full = true;
      const count = this.limits.maxFiles.toLocaleString("en");
      return this.#skip(path, `comes after ${count} other files, which is the limit; so do all files behind it`);
    }
    try {
      const { size, mtimeMs } = await lstat(join(this.corpus, path));
      this.files.push({ path, size, modified: mtimeMs });
    } catch (cause) {
      if (!isMissing(cause)) this.#skip(path, `can't be opened (${problemOf(cause)})`);
    }
  }

  async #link(path: string): Promise<void> {
    try {
      const place = await realpath(join(this.corpus, path));
      const target = relative(this.realCorpus, place);
      if (isOutside(this.realCorpus, place))
        this.#skip(path, "is a symbolic link that leads out of the folder, which is never followed");
      else this.#skip(path, `is a symbolic link to ${target || "the folder itself"}, which has its own place here`);
    } catch (cause) {
      const problem = isMissing(cause) ? "what it leads to is not there" : problemOf(cause);
      this.#skip(path, `is a symbolic link that can't be followed (${problem})`);
    }
  }

  #skip(path: string, reason: string): void {
    this.skipped.push({ path, reason });
  }
}

/** Hidden, of a tool, or the owner mark that Word leaves beside an open document. */
function isPassedOver(entry: Entry): boolean {
  if (/^(?:\.|~\$)/.test(entry.name)) return true;
  return entry.isDirectory() ? IGNORED_FOLDERS.has(entry.name) : entry.name === CONFIG_FILE;
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Where an index lies within a corpus, with forward slashes; `null` if it lies elsewhere or isn't there yet. */
export async function placeOfIndex(corpus: string, indexFolder: string | undefined): Promise<string | null> {
  if (indexFolder === undefined) return null;
  const [folder, place] = await Promise.all([corpus, indexFolder].map((path) => realpath(path).catch(() => null)));
  return !folder || !place || isOutside(folder, place) ? null : relative(folder, place).split(sep).join("/");
}

function isOutside(folder: string, place: string): boolean {
  const path = relative(folder, place);
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}

async function checkFolder(corpus: string): Promise<void> {
  let found: Stats;
  try {
    found = await stat(corpus);
  } catch (cause) {
    if (isMissing(cause)) throw new FootnoteError("corpus_missing", { path: corpus }, { cause });
    throw new FootnoteError("corpus_unreadable", { path: corpus, problem: problemOf(cause) }, { cause });
  }
  if (!found.isDirectory()) throw new FootnoteError("corpus_not_folder", { path: corpus });
}

/** What a folder holds under one name. */
export interface Entry extends Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink"> {
  /** Of a name that is no text, its bytes, those beyond ASCII as `\xNN`. */
  readonly name: string;
  /** Whether the name is no valid UTF-8: no text opens the file. */
  readonly misnamed?: boolean;
}

/** What bytes that are no text read as; a name may also hold it by right. */
const REPLACEMENT = "\ufffd";

/** The entries of a folder, in no order. @throws the file system's error */
async function entriesOf(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes(REPLACEMENT))) return entries;
  const raw = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  return raw.map((entry) => {
    const misnamed = !isUtf8(entry.name);
    return {
      name: misnamed ? shown(entry.name) : entry.name.toString(),
      misnamed,
      isFile: () => entry.isFile(),
      isDirectory: () => entry.isDirectory(),
      isSymbolicLink: () => entry.isSymbolicLink(),
    };
  });
}

function shown(name: Buffer): string {
  return name.toString("latin1").replace(/[^\x20-\x7e]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}
