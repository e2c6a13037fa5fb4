import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SyncResult } from "../../src/contract/index-state.js";
import { type BuildOptions, buildIndex } from "../../src/index/build/build-index.js";
import { DEFAULT_SPLITTER } from "../../src/index/split/passages.js";
import { OramaStore } from "../../src/store/orama/orama-store.js";
import { type Run, runProcess } from "../helpers/cli.js";
import { MODEL, READING_WORKER_URL, WORKER_URL } from "../helpers/shipped.js";
import { type Files, tempFolder, writeFiles } from "../helpers/temp-folder.js";
import { UNPRIVILEGED } from "../helpers/unprivileged.js";

/** A corpus and its index, in a folder that is removed after the tests. */
export class Library {
  readonly corpus: string;
  readonly indexFolder: string;
  readonly store: OramaStore;

  private constructor(readonly root: string) {
    this.corpus = join(root, "corpus");
    this.indexFolder = join(root, "index");
    this.store = new OramaStore(this.indexFolder);
  }

  static async of(files: Files): Promise<Library> {
    const library = new Library(await tempFolder());
    await writeFiles(library.corpus, files);
    return library;
  }

  build(options: Partial<BuildOptions> = {}): Promise<SyncResult> {
    return buildIndex({
      corpus: this.corpus,
      indexFolder: this.indexFolder,
      store: this.store,
      model: MODEL,
      splitter: DEFAULT_SPLITTER,
      pool: { workers: 1, workerUrl: WORKER_URL },
      readingWorkerUrl: READING_WORKER_URL,
      ...options,
    });
  }

  /** Builds with the command, for whom permissions count. @returns how it ended, and what it told of the build */
  async buildUnprivileged(...options: readonly string[]): Promise<Run & { readonly result: Partial<SyncResult> }> {
    const args = ["index", this.corpus, "--index", this.indexFolder, "--jsonl", ...options];
    const run = await runProcess(args, { cwd: this.root, through: UNPRIVILEGED });
    const events = run.stdout.split("\n").filter((line) => line !== "");
    return { ...run, result: JSON.parse(events.at(-1) ?? "{}") };
  }

  /** Texts of the index by path. */
  async texts(): Promise<Record<string, string>> {
    const reader = await this.store.open();
    try {
      const texts: Record<string, string> = {};
      for (const { id, path } of reader.info.documents) texts[path] = await reader.text(id);
      return texts;
    } finally {
      await reader.close();
    }
  }

  async skipped(): Promise<Record<string, string>> {
    const reader = await this.store.open();
    await reader.close();
    return Object.fromEntries(reader.info.skipped.map(({ path, reason }) => [path, reason]));
  }

  /** Every file that readers see, with the hash of its bytes; a build's own journal is left out. */
  async snapshot(): Promise<Record<string, string>> {
    const entries = await readdir(this.indexFolder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && entry.name !== "journal")
      .map((entry) => join(entry.parentPath, entry.name));
    const hashes = files
      .sort()
      .map(async (path) => [path.slice(this.indexFolder.length + 1), hashOf(await readFile(path))]);
    return Object.fromEntries(await Promise.all(hashes));
  }

  /** The current generation's files by name; what tells when and under which name it was made is left out. */
  content(): Promise<Record<string, string>> {
    return contentOf(this.indexFolder);
  }
}

/** What `Library.content` gives, of any index. */
export async function contentOf(indexFolder: string): Promise<Record<string, string>> {
  const generation = (await new OramaStore(indexFolder).currentGeneration()) as string;
  const folder = join(indexFolder, "generations", generation);
  const content: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    const bytes = await readFile(join(folder, name));
    content[name] = name === "info.json" ? withoutTime(bytes) : hashOf(bytes);
  }
  return content;
}

function withoutTime(info: Uint8Array): string {
  return JSON.stringify({ ...JSON.parse(Buffer.from(info).toString()), name: undefined, indexedAt: undefined });
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
