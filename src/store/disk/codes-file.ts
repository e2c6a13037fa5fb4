import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { FileRecord } from "./generation-files.js";

/** `readSync` takes less than 2 GiB at a time. */
const LARGEST_READ_BYTES = 2 ** 30;

/**
 * The 8-bit codes of all passages' vectors in one open file. They are read when a question first needs them: a build that
 * only copies from the generation does without their memory.
 */
export class CodesFile {
  readonly #record: Pick<FileRecord, "size" | "crc32">;
  #descriptor: number | null;

  /** @throws Error for a file of another size */
  constructor(path: string, record: Pick<FileRecord, "size" | "crc32">) {
    this.#record = record;
    this.#descriptor = openSync(path, "r");
    const { size } = fstatSync(this.#descriptor);
    if (size === record.size) return;
    this.close();
    throw new Error(`it has ${size} bytes, not ${record.size}`);
  }

  /** All rows; can be called once. @throws Error for bytes that don't match their checksum */
  read(): Int8Array {
    const bytes = new Uint8Array(this.#record.size);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.#descriptor!, bytes, at, Math.min(bytes.length - at, LARGEST_READ_BYTES), at);
      if (read === 0) throw new Error("it ends early");
      at += read;
    }
    if (crc32(bytes) !== this.#record.crc32) throw new Error("its checksum does not match");
    this.close();
    return new Int8Array(bytes.buffer);
  }

  /** May be called again. */
  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}
