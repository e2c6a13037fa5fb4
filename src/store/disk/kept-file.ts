import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { FileRecord } from "./generation-files.js";

/** `readSync` takes less than 2 GiB at a time. */
const LARGEST_READ_BYTES = 2 ** 30;

/**
 * A file of a generation that is kept open and read when what it holds is first needed: a build that only copies from the
 * generation does without what searches it, and what is searched takes another shape in memory.
 */
export class KeptFile<T> {
  readonly #record: Pick<FileRecord, "size" | "crc32">;
  readonly #descriptor: number;
  readonly #decode: (bytes: ArrayBuffer) => T;

  /** @throws Error for a file of another size */
  constructor(path: string, record: Pick<FileRecord, "size" | "crc32">, decode: (bytes: ArrayBuffer) => T) {
    this.#record = record;
    this.#decode = decode;
    this.#descriptor = openSync(path, "r");
    const { size } = fstatSync(this.#descriptor);
    if (size === record.size) return;
    this.close();
    throw new Error(`it has ${size} bytes, not ${record.size}`);
  }

  /** All of it, anew at each call. @throws Error for bytes that don't match their checksum, or can't be decoded */
  read(): T {
    const bytes = new Uint8Array(this.#record.size);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.#descriptor, bytes, at, Math.min(bytes.length - at, LARGEST_READ_BYTES), at);
      if (read === 0) throw new Error("it ends early");
      at += read;
    }
    if (crc32(bytes) !== this.#record.crc32) throw new Error("its checksum does not match");
    return this.#decode(bytes.buffer);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
