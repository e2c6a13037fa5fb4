import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath } from "node:fs/promises";
import { join } from "node:path";

/** What can be wrong with a file although the system would open it. To be read behind its path. */
export class UnsuitableFile extends Error {}

// A link at the end is refused, and a pipe is not waited for. Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const CHUNK_BYTES = 1 << 20;

/**
 * Opens an ordinary file of the corpus, never one outside of it, even if a folder on the way is swapped for a link
 * meanwhile.
 * @throws UnsuitableFile, or the file system's error
 */
export async function openCorpusFile(corpus: string, path: string): Promise<FileHandle> {
  const handle = await open(join(corpus, path), FLAGS);
  try {
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile()) throw new UnsuitableFile("is not an ordinary file");
    const place = join(await realpath(corpus), path);
    const there = await lstat(place, { bigint: true });
    if ((await realpath(place)) !== place || there.ino !== opened.ino || there.dev !== opened.dev) {
      throw new UnsuitableFile("was moved while it was read, or lies behind a symbolic link");
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Reads an open file once, from its start. One that grows meanwhile is read to the end that is found.
 * @throws UnsuitableFile for more than `maxBytes`
 */
export async function readWhole(handle: FileHandle, maxBytes: number): Promise<Uint8Array> {
  const { size } = await handle.stat();
  if (size > maxBytes) throw tooLarge(maxBytes);
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length > maxBytes) throw tooLarge(maxBytes);
    if (length === bytes.length) {
      const longer = new Uint8Array(length + CHUNK_BYTES);
      longer.set(bytes);
      bytes = longer;
    }
  }
}

/** The first bytes of an open file. */
export async function readStart(handle: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, 0);
  return bytes.subarray(0, bytesRead);
}

function tooLarge(maxBytes: number): UnsuitableFile {
  const megabytes = maxBytes / 2 ** 20;
  return new UnsuitableFile(`is larger than ${Number.isInteger(megabytes) ? `${megabytes} MB` : `${maxBytes} bytes`}`);
}

/** By which a file is known to have stayed the same. */
export function contentHashOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
