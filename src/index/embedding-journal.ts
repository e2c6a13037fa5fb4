import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { ModelFingerprint, PassageEmbedding } from "../embedding/embedder.js";
import { quantise, restore } from "./store/sentence-vectors.js";

const FILE = "journal";
const HASH_BYTES = 32;
/** crc32 of the rest, number of sentences, and the hash of the model's input. */
const HEAD_BYTES = 8 + HASH_BYTES;
const FLUSH_BYTES = 256 * 1024;

interface Entry {
  readonly position: number;
  readonly sentences: number;
}

/**
 * The vectors of a build that has not been committed: what a killed or interrupted build leaves to the next one.
 * One record a passage is appended; a record that was torn off ends the file. The writer's lock guards it.
 */
export class EmbeddingJournal {
  readonly #entries = new Map<string, Entry>();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #end = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly dimensions: number,
  ) {}

  /** Opens what an earlier build with the same model left, or starts anew. @param full whether all is embedded anew */
  static async open(indexFolder: string, fingerprint: ModelFingerprint, full: boolean): Promise<EmbeddingJournal> {
    const path = join(indexFolder, FILE);
    const header = Buffer.from(`${JSON.stringify({ format: 1, full, ...fingerprint })}\n`);
    const file = await open(path, "a+");
    const journal = new EmbeddingJournal(path, file, fingerprint.dimensions);
    const found = Buffer.alloc(header.length);
    await file.read(found, 0, header.length, 0);
    if (!found.equals(header)) {
      await file.truncate(0);
      await file.appendFile(header);
    }
    journal.#end = header.length;
    await journal.#readEntries();
    return journal;
  }

  has(inputHash: string): boolean {
    return this.#entries.has(inputHash);
  }

  /** `undefined` for a passage that was not embedded before. */
  async get(inputHash: string): Promise<PassageEmbedding | undefined> {
    const entry = this.#entries.get(inputHash);
    if (!entry) return undefined;
    await this.#flush();
    const { dimensions } = this;
    const bytes = Buffer.alloc(this.#recordBytes(entry.sentences));
    await this.file.read(bytes, 0, bytes.length, entry.position);
    let at = HEAD_BYTES;
    const take = (length: number) => {
      const part = new Uint8Array(bytes.subarray(at, at + length));
      at += length;
      return part.buffer;
    };
    const vector = new Float32Array(take(dimensions * 4));
    const scales = new Float32Array(take(entry.sentences * 4));
    const values = new Int8Array(take(entry.sentences * dimensions));
    return { vector, sentences: restore({ values, scales }, dimensions) };
  }

  /** Keeps the vectors of a passage; they are on their way to the disk when it returns. */
  async append(inputHash: string, { vector, sentences }: PassageEmbedding): Promise<void> {
    const { values, scales } = quantise(sentences, this.dimensions);
    const record = Buffer.concat([
      Buffer.alloc(8),
      Buffer.from(inputHash, "hex"),
      bytesOf(vector),
      bytesOf(scales),
      bytesOf(values),
    ]);
    record.writeUInt32LE(scales.length, 4);
    record.writeUInt32LE(crc32(record.subarray(4)), 0);
    this.#entries.set(inputHash, { position: this.#end, sentences: scales.length });
    this.#end += record.length;
    this.#pending.push(record);
    this.#pendingBytes += record.length;
    if (this.#pendingBytes >= FLUSH_BYTES) await this.#flush();
  }

  /** Keeps what was embedded for the next build. */
  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.file.close();
    }
  }

  /** Nothing is left to the next build: this one was committed. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.file.close();
    await rm(this.path, { force: true });
  }

  #recordBytes(sentences: number): number {
    return HEAD_BYTES + this.dimensions * 4 + sentences * (this.dimensions + 4);
  }

  /** One write at a time, in the order of the records. */
  #flush(): Promise<void> {
    const pending = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#writing = this.#writing.then(() => (pending.length > 0 ? this.file.appendFile(pending) : undefined));
    return this.#writing;
  }

  /** Takes over the records up to the first damaged one, and cuts off the rest. */
  async #readEntries(): Promise<void> {
    const { size } = await this.file.stat();
    const head = Buffer.alloc(HEAD_BYTES);
    while (this.#end + HEAD_BYTES <= size) {
      await this.file.read(head, 0, HEAD_BYTES, this.#end);
      const sentences = head.readUInt32LE(4);
      const length = this.#recordBytes(sentences);
      if (this.#end + length > size) break;
      const record = Buffer.alloc(length);
      await this.file.read(record, 0, length, this.#end);
      if (crc32(record.subarray(4)) !== head.readUInt32LE(0)) break;
      this.#entries.set(head.toString("hex", 8), { position: this.#end, sentences });
      this.#end += length;
    }
    if (this.#end < size) await this.file.truncate(this.#end);
  }
}

function bytesOf(array: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
