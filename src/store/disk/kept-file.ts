import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { FileRecord } from "./generation-files.js";

/** `readSync` takes less than 2 GiB at a time. */
const LARGEST_READ_BYTES = 2 ** 30;
const PIECE_BYTES = 2 ** 22;

/**
 * A file of a generation that is checked and kept open, and read when what it holds is first needed: a build that only
 * copies from the generation does without what searches it, and what is searched takes another shape in memory.
 */
export class KeptFile<T> {
  private constructor(
    private readonly handle: FileHandle,
    private readonly size: number,
    private readonly decode: (bytes: ArrayBuffer) => T,
  ) {}

  /** @throws Error for a file of another size, or whose bytes don't match their checksum */
  static async open<T>(
    path: string,
    { size, crc32: expected }: Pick<FileRecord, "size" | "crc32">,
    decode: (bytes: ArrayBuffer) => T,
  ): Promise<KeptFile<T>> {
    const handle = await open(path, "r");
    try {
      const { size: found } = await handle.stat();
      if (found !== size) throw new Error(`it has ${found} bytes, not ${size}`);
      if ((await checksumOf(handle)) !== expected) throw new Error("its checksum does not match");
      return new KeptFile(handle, size, decode);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** All of it, anew at each call. @throws Error for bytes that can't be read or decoded */
  read(): T {
    const bytes = new Uint8Array(this.size);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.handle.fd, bytes, at, Math.min(bytes.length - at, LARGEST_READ_BYTES), at);
      if (read === 0) throw new Error("it ends early");
      at += read;
    }
    return this.decode(bytes.buffer);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function checksumOf(handle: FileHandle): Promise<number> {
  const piece = Buffer.alloc(PIECE_BYTES);
  let checksum = 0;
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return checksum;
    checksum = crc32(piece.subarray(0, bytesRead), checksum);
    at += bytesRead;
  }
}
