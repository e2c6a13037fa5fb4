import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { FileRecord } from "./generation-files.js";

const FLUSH_BYTES = 4 * 1024 * 1024;

/** A file written from start to end, with its checksums. */
export class HashedFile {
  #sha256 = createHash("sha256");
  #crc32 = 0;
  #size = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<HashedFile> {
    return new HashedFile(path, await open(path, "w"));
  }

  /** Goes on with a file that is finished, in a copy of it. */
  static async continuing(finished: HashedFile, path: string): Promise<HashedFile> {
    await copyFile(finished.path, path, constants.COPYFILE_FICLONE);
    const file = new HashedFile(path, await open(path, "a"));
    file.#sha256 = finished.#sha256.copy();
    file.#crc32 = finished.#crc32;
    file.#size = finished.#size;
    return file;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes bytes, which must not change afterwards; they reach the disk with a later `drain` or `finish`. */
  add(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#crc32 = crc32(bytes, this.#crc32);
    this.#size += bytes.length;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  /** Writes what has gathered, once it is worth it. */
  async drain(): Promise<void> {
    if (this.#pendingBytes >= FLUSH_BYTES) await this.#flush();
  }

  /** Writes the rest and waits for the disk. */
  async finish(): Promise<FileRecord> {
    await this.#flush();
    await this.handle.sync();
    await this.handle.close();
    return { size: this.#size, crc32: this.#crc32, sha256: this.#sha256.copy().digest("hex") };
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
  }

  async #flush(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    // Together, as they are mostly small; what is large by itself is not copied once more.
    let small: Uint8Array[] = [];
    for (const bytes of pending) {
      if (bytes.length < FLUSH_BYTES) {
        small.push(bytes);
        continue;
      }
      await this.#append(small);
      await this.#append([bytes]);
      small = [];
    }
    await this.#append(small);
  }

  async #append(pieces: readonly Uint8Array[]): Promise<void> {
    const [first, ...rest] = pieces;
    if (first) await this.handle.appendFile(rest.length === 0 ? first : Buffer.concat(pieces));
  }
}
