import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { LRUCache } from "lru-cache";

const CACHED = 16;

/**
 * One thing of each of a generation's documents, its text or its layout, end to end in one open file: readable after
 * the file's name is gone.
 */
export class DocumentsFile<T> {
  readonly #handle: FileHandle;
  readonly #starts: Float64Array;
  readonly #checksums: Uint32Array;
  readonly #decode: (bytes: Buffer) => T;
  /** By document. */
  readonly #cache = new LRUCache<number, { readonly value: Promise<T> }>({ max: CACHED });

  private constructor(handle: FileHandle, starts: Float64Array, checksums: Uint32Array, decode: (bytes: Buffer) => T) {
    this.#handle = handle;
    this.#starts = starts;
    this.#checksums = checksums;
    this.#decode = decode;
  }

  /** @param starts first byte of each document's part, and the end of the last */
  static async open<T>(
    path: string,
    size: number,
    starts: Float64Array,
    checksums: Uint32Array,
    decode: (bytes: Buffer) => T,
  ): Promise<DocumentsFile<T>> {
    const handle = await open(path, "r");
    const { size: found } = await handle.stat();
    if (found === size && starts.at(-1) === size) return new DocumentsFile(handle, starts, checksums, decode);
    await handle.close();
    throw new Error(`it has ${found} bytes, not ${size}`);
  }

  /** @throws Error for bytes that don't match their checksum */
  async at(document: number): Promise<T> {
    const cached = this.#cache.get(document);
    if (cached) return cached.value;
    const value = this.bytes(document).then(this.#decode);
    this.#cache.set(document, { value });
    value.catch(() => this.#cache.delete(document));
    return value;
  }

  /** As it is stored. @throws Error for bytes that don't match their checksum */
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
