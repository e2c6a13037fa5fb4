import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { replaceFile } from "../../store/disk/busy-files.js";
import { writing } from "../../store/disk/generation-files.js";
import type { Picture, RecognizedPage } from "./recognizer.js";

/** Folder of the index, which holds a file a page. */
export const OCR_FOLDER = "ocr";
/** Grows when what is kept of a page changes. */
const FORMAT = 1;
const USES = "pages.json";
const ENTRY = /^[0-9a-f]{64}\.gz$/;

type Uses = Readonly<Record<string, readonly string[]>>;

/**
 * What was recognised, by the page's picture: to do it again takes seconds a page. It outlives a killed build, and one
 * that reads everything anew. The writer's lock guards it.
 */
export class PageCache {
  readonly #folder: string;
  /** Pages of the files that were read in this build. */
  readonly #used = new Map<string, Set<string>>();
  #made = false;

  constructor(private readonly indexFolder: string) {
    this.#folder = join(indexFolder, OCR_FOLDER);
  }

  /**
   * The name of a page of a file; it counts as used from now on.
   * @param engine says whose results they are: program, languages and their data
   */
  keyOf(file: string, { width, height, dpi, grey }: Picture, engine: string): string {
    const key = createHash("sha256")
      .update(`${FORMAT} ${engine} ${width}x${height} ${dpi}\n`)
      .update(grey)
      .digest("hex");
    const used = this.#used.get(file);
    if (used) used.add(key);
    else this.#used.set(file, new Set([key]));
    return key;
  }

  async get(key: string): Promise<RecognizedPage | undefined> {
    try {
      return JSON.parse(gunzipSync(await readFile(this.#path(key))).toString()) as RecognizedPage;
    } catch {
      // Not there, or torn: it is recognised again.
      return undefined;
    }
  }

  /** @throws FootnoteError index_unwritable */
  async put(key: string, page: RecognizedPage): Promise<void> {
    await writing(this.indexFolder, async () => {
      if (!this.#made) await mkdir(this.#folder, { recursive: true });
      this.#made = true;
      await this.#write(this.#path(key), gzipSync(JSON.stringify(page)));
    });
  }

  /**
   * Forgets the pages that no file has any more.
   * @param kept files that were not read in this build, and stay
   */
  async forgetUnused(kept: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    if (names.length === 0) return;
    const before = await this.#uses();
    const uses = Object.fromEntries([
      ...Object.entries(before).filter(([file]) => kept.has(file)),
      ...[...this.#used].map(([file, keys]) => [file, [...keys]] as const),
    ]) satisfies Uses;
    const needed = new Set(Object.values(uses).flat());
    for (const name of names) {
      const isNeeded = name === USES || (ENTRY.test(name) && needed.has(name.slice(0, 64)));
      if (!isNeeded) await rm(join(this.#folder, name), { force: true });
    }
    if (needed.size === 0) await rm(this.#folder, { recursive: true, force: true });
    else await this.#write(join(this.#folder, USES), Buffer.from(JSON.stringify(uses)));
  }

  async #uses(): Promise<Uses> {
    try {
      return Object(JSON.parse(await readFile(join(this.#folder, USES), "utf8")));
    } catch {
      return {};
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.gz`);
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const draft = `${path}.draft`;
    await writeFile(draft, bytes);
    await replaceFile(draft, path);
  }
}
