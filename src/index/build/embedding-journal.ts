import { constants } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { ModelFingerprint, PassageEmbedding } from "../../embedding/embedder.js";
import { bytesOf } from "../../store/disk/columns.js";
import { writing } from "../../store/disk/generation-files.js";
import { quantise, restore } from "../../store/vectors/quantised-vectors.js";

export const JOURNAL_FILE = "journal";
/** A link is not followed: an index folder that came from elsewhere must not have another file written to. */
const FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
const HASH_BYTES = 32;
/** crc32 of the rest, number of sentences, and the hash of the model's input. */
const HEAD_BYTES = 8 + HASH_BYTES;
const PIECE_BYTES = 1 << 20;

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
  #end = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly indexFolder: string,
    private readonly file: FileHandle,
    private readonly dimensions: number,
  ) {}

  /**
   * Opens what an earlier build with the same model left, or starts anew.
   * @param full whether all is embedded anew
   * @throws FootnoteError index_unwritable
   */
  static open(indexFolder: string, fingerprint: ModelFingerprint, full: boolean): Promise<EmbeddingJournal> {
    return writing(indexFolder, async () => {
      const file = await open(join(indexFolder, JOURNAL_FILE), FLAGS, 0o666);
      try {
        const journal = new EmbeddingJournal(indexFolder, file, fingerprint.dimensions);
        await journal.#start(Buffer.from(`${JSON.stringify({ format: 1, full, ...fingerprint })}\n`));
        return journal;
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /** `undefined` for a passage that was not embedded before. */
  async get(inputHash: string): Promise<PassageEmbedding | undefined> {
    const entry = this.#entries.get(inputHash);
    if (!entry) return undefined;
    const { dimensions } = this;
    const record = Buffer.alloc(this.#recordBytes(entry.sentences));
    await writing(this.indexFolder, async () => {
      await this.#writing;
      await this.file.read(record, 0, record.length, entry.position);
    });
    // Wrong vectors would never be noticed; to embed once more costs little.
    if (!isWhole(record) || hashIn(record) !== inputHash) return undefined;
    let at = HEAD_BYTES;
    const take = (length: number) => {
      const part = new Uint8Array(record.subarray(at, at + length));
      at += length;
      return part.buffer;
    };
    const vector = new Float32Array(take(dimensions * 4));
    const scales = new Float32Array(take(entry.sentences * 4));
    const values = new Int8Array(take(entry.sentences * dimensions));
    return { vector, sentences: restore({ values, scales }, dimensions) };
  }

  /** Keeps the vectors of a passage: when it returns, they outlive this process. @throws FootnoteError index_unwritable */
  append(inputHash: string, { vector, sentences }: PassageEmbedding): Promise<void> {
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
    // One write at a time, in the order of the records; after one that failed there are no more.
    this.#writing = this.#writing.then(() => this.file.appendFile(record));
    // Whoever appends hears of a failure.
    this.#writing.catch(() => {});
    return writing(this.indexFolder, () => this.#writing);
  }

  /** Keeps what was embedded for the next build. */
  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.file.close();
  }

  /** Nothing is left to the next build: this one was committed, and that it can't be removed does not change that. */
  async discard(): Promise<void> {
    await this.close().catch(() => {});
    await rm(join(this.indexFolder, JOURNAL_FILE), { force: true }).catch(() => {});
  }

  #recordBytes(sentences: number): number {
    return HEAD_BYTES + this.dimensions * 4 + sentences * (this.dimensions + 4);
  }

  async #start(header: Buffer): Promise<void> {
    const found = Buffer.alloc(header.length);
    await this.file.read(found, 0, header.length, 0);
    if (!found.equals(header)) {
      await this.file.truncate(0);
      await this.file.appendFile(header);
    }
    this.#end = header.length;
    await this.#readEntries();
  }

  /** Takes over the records up to the first damaged one, and cuts off the rest. */
  async #readEntries(): Promise<void> {
    const { size } = await this.file.stat();
    const inOrder = new InOrder(this.file);
    while (this.#end + HEAD_BYTES <= size) {
      const sentences = (await inOrder.bytes(this.#end, HEAD_BYTES)).readUInt32LE(4);
      const length = this.#recordBytes(sentences);
      if (this.#end + length > size) break;
      const record = await inOrder.bytes(this.#end, length);
      if (!isWhole(record)) break;
      this.#entries.set(hashIn(record), { position: this.#end, sentences });
      this.#end += length;
    }
    if (this.#end < size) await this.file.truncate(this.#end);
  }
}

/** Reads a file from its start on in large pieces: each record by itself, the journal of a long build took minutes. */
class InOrder {
  #piece = Buffer.alloc(0);
  #start = 0;

  constructor(private readonly file: FileHandle) {}

  /** Zeros where the file has ended. @param position not before that of the last call */
  async bytes(position: number, length: number): Promise<Buffer> {
    if (position + length > this.#start + this.#piece.length) {
      this.#piece = Buffer.alloc(Math.max(length, PIECE_BYTES));
      this.#start = position;
      await this.file.read(this.#piece, 0, this.#piece.length, position);
    }
    return this.#piece.subarray(position - this.#start, position - this.#start + length);
  }
}

function isWhole(record: Buffer): boolean {
  return crc32(record.subarray(4)) === record.readUInt32LE(0);
}

function hashIn(record: Buffer): string {
  return record.toString("hex", 8, HEAD_BYTES);
}
