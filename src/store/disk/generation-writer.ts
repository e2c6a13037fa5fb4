import { join } from "node:path";
import { crc32 } from "node:zlib";
import { FootnoteError } from "../../core/errors/errors.js";
import { Yielder } from "../../core/yield.js";
import { analyse } from "../../language/en/text-analysis.js";
import { assertFits } from "../assert-fits.js";
import type {
  DocumentContent,
  GenerationInfo,
  GenerationSettings,
  IndexReader,
  IndexWriter,
  PassageRecord,
  StoredDocument,
  StoredSkip,
  WriteGuard,
} from "../index-store.js";
import { ForwardIndexBuilder } from "../keywords/forward-index.js";
import { contentLength } from "../orama/orama-components.js";
import { OramaReader } from "../orama/orama-reader.js";
import { quantise } from "../vectors/quantised-vectors.js";
import { bytesOf, encodeColumns, GrowingColumn } from "./columns.js";
import {
  createGeneration,
  type FileRecord,
  GENERATION_FILES,
  type GenerationFile,
  generationFolder,
  removeGeneration,
  removeLeftovers,
  removeOlder,
  swapManifest,
  syncFolder,
  writing,
} from "./generation-files.js";
import { HashedFile } from "./hashed-file.js";
import { encodeLayout } from "./layout-codec.js";
import { PassageTableBuilder } from "./passage-table.js";

const NOTHING = new Uint8Array();
/** What is written as it comes. */
const STREAMED_FILES = ["texts.utf8", "layouts.bin", "codes.i8", "embeddings.bin"] as const;

/** Writes a generation's columns. Texts and vectors go to the disk as they come; the rest is written at `commit`. */
export class GenerationWriter implements IndexWriter {
  readonly #indexFolder: string;
  #name: string;
  readonly #settings: GenerationSettings;
  readonly #guard: WriteGuard;
  #files: Map<GenerationFile, HashedFile>;
  readonly #documents = new Map<string, StoredDocument>();
  readonly #passages = new PassageTableBuilder();
  readonly #forward = new ForwardIndexBuilder();
  readonly #vectorScales = new GrowingColumn<Float32Array>(Float32Array);
  readonly #sentenceScales = new GrowingColumn<Float32Array>(Float32Array);
  readonly #embeddingChecksums = new GrowingColumn(Uint32Array);
  readonly #textStarts = new GrowingColumn(Float64Array);
  readonly #textChecksums = new GrowingColumn(Uint32Array);
  readonly #layoutStarts = new GrowingColumn(Float64Array);
  readonly #layoutChecksums = new GrowingColumn(Uint32Array);
  #state: "open" | "committed" | "aborted" = "open";

  private constructor(
    indexFolder: string,
    name: string,
    settings: GenerationSettings,
    guard: WriteGuard,
    files: Map<GenerationFile, HashedFile>,
  ) {
    this.#indexFolder = indexFolder;
    this.#name = name;
    this.#settings = settings;
    this.#guard = guard;
    this.#files = files;
    this.#textStarts.push(0);
    this.#layoutStarts.push(0);
  }

  /** Cleans up after writers that died, and starts a generation. @throws FootnoteError index_unwritable */
  static async begin(
    indexFolder: string,
    settings: GenerationSettings,
    guard: WriteGuard = {},
  ): Promise<GenerationWriter> {
    return writing(indexFolder, async () => {
      await removeLeftovers(indexFolder);
      const name = await createGeneration(indexFolder);
      const files = new Map<GenerationFile, HashedFile>();
      for (const file of STREAMED_FILES) {
        files.set(file, await HashedFile.create(join(generationFolder(indexFolder, name), file)));
      }
      return new GenerationWriter(indexFolder, name, settings, guard, files);
    });
  }

  async addDocument(
    document: StoredDocument,
    { text, layout }: DocumentContent,
    passages: readonly PassageRecord[],
  ): Promise<void> {
    this.#assertNew(document);
    const { dimensions } = this.#settings.fingerprint;
    for (const record of passages) assertFits(record, text, dimensions);
    const content = { text: Buffer.from(text), layout: layout === null ? NOTHING : encodeLayout(layout) };
    const row = this.#addContent(document, content, passages.length);
    const yielder = new Yielder(this.#guard.signal);
    for (const { passage, titles, vector, sentenceVectors } of passages) {
      await yielder.yieldIfDue();
      this.#passages.add(passage, row);
      this.#addTerms(`${text.slice(passage.start, passage.end)}\n${titles}`);
      const sentences = quantise(sentenceVectors, dimensions);
      this.#addEmbedding(vector, Buffer.concat([bytesOf(vector), bytesOf(sentences.values)]), sentences.scales);
    }
    await this.#drain();
  }

  async copyDocument(document: StoredDocument, from: IndexReader): Promise<void> {
    this.#assertNew(document);
    if (!(from instanceof OramaReader)) throw new TypeError("A document is copied from a reader of the same store");
    const { forward, generation } = from;
    const { dimensions } = this.#settings.fingerprint;
    if (from.info.fingerprint.dimensions !== dimensions) throw new RangeError("Vectors of another model");
    const { first, last } = from.rowsOf(document.id);
    const row = this.#addContent(document, await from.contentBytes(document.id), last - first);
    for (let source = first; source < last; source++) {
      this.#passages.add(generation.passages.at(source), row);
      this.#forward.copyRow(forward, source);
      const { vector, sentences } = from.embeddingAt(source);
      this.#addEmbedding(vector, new Uint8Array(vector.buffer), sentences.scales);
    }
    await this.#drain();
  }

  async publish(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo> {
    const info = await this.#swapIn(skipped, indexedAt, { incomplete: true });
    await writing(this.#indexFolder, async () => {
      const name = await createGeneration(this.#indexFolder);
      const files = new Map<GenerationFile, HashedFile>();
      for (const file of STREAMED_FILES) {
        const path = join(generationFolder(this.#indexFolder, name), file);
        files.set(file, await HashedFile.continuing(this.#file(file), path));
      }
      this.#name = name;
      this.#files = files;
    });
    this.#state = "open";
    return info;
  }

  commit(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo> {
    return this.#swapIn(skipped, indexedAt, {});
  }

  async #swapIn(
    skipped: readonly StoredSkip[],
    indexedAt: string,
    state: Pick<GenerationInfo, "incomplete">,
  ): Promise<GenerationInfo> {
    this.#assertOpen();
    const info: GenerationInfo = {
      name: this.#name,
      indexedAt,
      ...this.#settings,
      documents: [...this.#documents.values()],
      skipped,
      passageCount: this.#passages.length,
      ...state,
    };
    try {
      await writing(this.#indexFolder, async () => {
        const files = await this.#finishFiles(info);
        await syncFolder(generationFolder(this.#indexFolder, this.#name));
        const manifest = { generation: this.#name, corpus: info.corpus, files };
        await swapManifest(this.#indexFolder, manifest, this.#guard.beforeSwap);
      });
    } catch (error) {
      await this.abort();
      throw error;
    }
    // From here on its files belong to readers: `abort` must leave them alone.
    this.#state = "committed";
    await removeOlder(this.#indexFolder, this.#name);
    return info;
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    for (const file of this.#files.values()) await file.discard();
    await removeGeneration(this.#indexFolder, this.#name);
  }

  async #finishFiles(info: GenerationInfo): Promise<Record<GenerationFile, FileRecord>> {
    const { terms, offsets, termIds, counts, lengths } = this.#forward.finish();
    await this.#write("info.json", json(info));
    await this.#write("passages.json", json(this.#passages.strings()));
    const columns = {
      ...this.#passages.columns(),
      vectorScales: this.#vectorScales.values(),
      sentenceScales: this.#sentenceScales.values(),
      embeddingChecksums: this.#embeddingChecksums.values(),
      textStarts: this.#textStarts.values(),
      textChecksums: this.#textChecksums.values(),
      layoutStarts: this.#layoutStarts.values(),
      layoutChecksums: this.#layoutChecksums.values(),
    };
    await this.#write("passages.bin", encodeColumns(columns));
    await this.#write("terms.json", json(terms));
    await this.#write("forward.bin", encodeColumns({ offsets, termIds, counts, lengths }));
    const records = {} as Record<GenerationFile, FileRecord>;
    for (const name of GENERATION_FILES) records[name] = await this.#file(name).finish();
    return records;
  }

  async #write(name: GenerationFile, pieces: readonly Uint8Array[]): Promise<void> {
    const file = await HashedFile.create(join(generationFolder(this.#indexFolder, this.#name), name));
    this.#files.set(name, file);
    for (const bytes of pieces) file.add(bytes);
    await file.drain();
  }

  #addContent(
    document: StoredDocument,
    { text, layout }: { readonly text: Uint8Array; readonly layout: Uint8Array },
    passages: number,
  ): number {
    this.#assertNew(document);
    const row = this.#documents.size;
    this.#documents.set(document.id, { ...document, passages });
    this.#file("texts.utf8").add(text);
    this.#textStarts.push(this.#file("texts.utf8").size);
    this.#textChecksums.push(crc32(text));
    this.#file("layouts.bin").add(layout);
    this.#layoutStarts.push(this.#file("layouts.bin").size);
    this.#layoutChecksums.push(crc32(layout));
    return row;
  }

  /** @param bytes a row of the file: the passage's vector and the codes of its sentences' */
  #addEmbedding(vector: Float32Array, bytes: Uint8Array, sentenceScales: Float32Array): void {
    const { values, scales } = quantise(vector, vector.length);
    this.#file("codes.i8").add(bytesOf(values));
    this.#vectorScales.append(scales);
    this.#file("embeddings.bin").add(bytes);
    this.#embeddingChecksums.push(crc32(bytes));
    this.#sentenceScales.append(sentenceScales);
  }

  #addTerms(text: string): void {
    const terms = analyse(text).map(({ term }) => term);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    this.#forward.addRow({ counts, length: contentLength(terms) });
  }

  async #drain(): Promise<void> {
    await writing(this.#indexFolder, async () => {
      for (const file of this.#files.values()) await file.drain();
    });
  }

  #file(name: GenerationFile): HashedFile {
    return this.#files.get(name)!;
  }

  #assertOpen(): void {
    if (this.#state !== "open") throw new FootnoteError("internal", {}, { cause: `The writer is ${this.#state}` });
  }

  #assertNew({ id }: StoredDocument): void {
    this.#assertOpen();
    if (this.#documents.has(id)) throw new RangeError(`The document ${id} is written twice`);
  }
}

function json(value: unknown): Uint8Array[] {
  return [Buffer.from(JSON.stringify(value))];
}
