import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { LRUCache } from "lru-cache";

const CACHED_TEXTS = 16;

/** The decoded texts of a generation's documents, end to end in one open file: readable after the file's name is gone. */
export class TextFile {
  readonly #handle: FileHandle;
  readonly #starts: Float64Array;
  readonly #checksums: Uint32Array;
  /** Texts by document. */
  readonly #cache = new LRUCache<number, Promise<string>>({ max: CACHED_TEXTS });

  private constructor(handle: FileHandle, starts: Float64Array, checksums: Uint32Array) {
    this.#handle = handle;
    this.#starts = starts;
    this.#checksums = checksums;
  }

  /** @param starts first byte of each document's text, and the end of the last */
  static async open(path: string, size: number, starts: Float64Array, checksums: Uint32Array): Promise<TextFile> {
    const handle = await open(path, "r");
    const { size: found } = await handle.stat();
    if (found === size && starts.at(-1) === size) return new TextFile(handle, starts, checksums);
    await handle.close();
    throw new Error(`it has ${found} bytes, not ${size}`);
  }

  /** @throws Error for a text that does not match its checksum */
  async text(document: number): Promise<string> {
    const cached = this.#cache.get(document);
    if (cached) return cached;
    const text = this.bytes(document).then((bytes) => bytes.toString("utf8"));
    this.#cache.set(document, text);
    text.catch(() => this.#cache.delete(document));
    return text;
  }

  /** The text as it is stored. @throws Error for bytes that don't match their checksum */
  async bytes(document: number): Promise<Buffer> {
    const start = this.#starts[document]!;
    const bytes = Buffer.alloc(this.#starts[document + 1]! - start);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await this.#handle.read(bytes, at, bytes.length - at, start + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    if (crc32(bytes) !== this.#checksums[document]) throw new Error("its checksum does not match");
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
