import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { type LanguageSettings, languageFiles, readLanguages } from "./languages.js";
import { PageCache } from "./page-cache.js";
import type { Picture, RecognizedPage, Recognizer } from "./recognizer.js";

export interface BuildRecognitionOptions extends LanguageSettings {
  readonly indexFolder: string;
  /** Pages that are recognised at once [one a core]. */
  readonly workers?: number;
  /** Compiled file of the threads that recognise [the one of this build]. */
  readonly workerUrl?: URL;
  /** Told of each page that was recognised, and not known. */
  readonly onRecognized?: () => void;
}

interface Parts {
  readonly recognizer: Recognizer;
  /** Whose results they are: program, languages and their data. */
  readonly engine: string;
}

/** The text recognition of one build: pages that were seen before are not recognised again. Loaded with the first page. */
export class BuildRecognition {
  readonly atOnce: number;
  readonly #cache: PageCache;
  #parts: Promise<Parts> | null = null;

  private constructor(
    private readonly files: ReadonlyMap<string, string>,
    private readonly options: BuildRecognitionOptions,
  ) {
    this.atOnce = options.workers ?? availableParallelism();
    this.#cache = new PageCache(options.indexFolder);
  }

  /** @throws FootnoteError ocr_language_missing */
  static async of(options: BuildRecognitionOptions): Promise<BuildRecognition> {
    return new BuildRecognition(await languageFiles(options), options);
  }

  /**
   * Gives the text of a page, and takes its bytes over.
   * @param file path of the file of the corpus that has it
   * @throws FootnoteError index_unwritable; the reason of `signal` when it is aborted
   */
  async recognize(file: string, picture: Picture, signal?: AbortSignal): Promise<RecognizedPage> {
    this.#parts ??= this.#load();
    const { recognizer, engine } = await this.#parts;
    const key = this.#cache.keyOf(file, picture, engine);
    const known = await this.#cache.get(key);
    if (known) return known;
    const page = await recognizer.recognize(picture, signal);
    this.options.onRecognized?.();
    // What took too long this time may not the next time.
    if (page.status === "read") await this.#cache.put(key, page);
    return page;
  }

  /** After a build: forgets the pages of files that are gone. @param kept files that were not read, and stay */
  forgetUnused(kept: ReadonlySet<string>): Promise<void> {
    return this.#cache.forgetUnused(kept);
  }

  async close(): Promise<void> {
    const parts = await this.#parts?.catch(() => null);
    await parts?.recognizer.close();
  }

  async #load(): Promise<Parts> {
    const { workerUrl } = this.options;
    const [{ OcrPool }, languages] = await Promise.all([import("./ocr-pool.js"), readLanguages(this.files)]);
    const { version } = createRequire(import.meta.url)("tesseract.js-core/package.json") as {
      readonly version: string;
    };
    const data = languages.map(({ name, bytes }) => `${name} ${createHash("sha256").update(bytes).digest("hex")}`);
    const recognizer = new OcrPool(languages, { workers: this.atOnce, ...(workerUrl && { workerUrl }) });
    return { recognizer, engine: [version, ...data].join(" ") };
  }
}
