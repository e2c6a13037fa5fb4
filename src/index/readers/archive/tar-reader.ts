import { once } from "node:events";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { innerPath } from "../../../core/contained-path.js";
import { type ReadResult, readerOf, UnreadableFile } from "../document-reader.js";
import { ARCHIVE_LIMITS, ArchiveMembers, refuseBomb } from "./archive-members.js";

const DAMAGED = "is damaged or no TAR or GZIP archive; pack it anew, or unpack it here";
const FILES = new Set(["File", "OldFile", "ContiguousFile"]);
/** How a file that gzip packed begins, and where the name of the format stands in a tar archive. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const TAR = { mark: Buffer.from("ustar"), at: 257 };
/** What is unpacked of an archive at most, members that are passed over too. Bytes. */
const MAX_UNPACKED_BYTES = 2 ** 30;

/** Reads a TAR archive, packed or not, as a folder; a packed file that is none is the file. */
export const tarReader = readerOf(DAMAGED, async ({ path, bytes }) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = buffer.subarray(0, GZIP.length).equals(GZIP) ? unpacked(buffer) : parts(buffer);
  const { value: first = Buffer.alloc(0) } = await chunks.next();
  if (isTar(first) || /\.(?:tar|tgz|tar\.gz)$/i.test(path)) return readTar(first, chunks);
  return readPacked(basename(innerPath(path)).replace(/\.gz$/i, ""), first, chunks);
});

function isTar(start: Buffer): boolean {
  return start.subarray(TAR.at, TAR.at + TAR.mark.length).equals(TAR.mark);
}

const PART_BYTES = 1 << 16;

async function* parts(buffer: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < buffer.length; at += PART_BYTES) yield buffer.subarray(at, at + PART_BYTES);
}

/** Unpacks step by step. @throws UnreadableFile for what never ends */
async function* unpacked(buffer: Buffer): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PART_BYTES });
  gunzip.end(buffer);
  let length = 0;
  for await (const chunk of gunzip) {
    length += (chunk as Buffer).length;
    refuseBomb(length, buffer.length);
    if (length > MAX_UNPACKED_BYTES) {
      throw new UnreadableFile(`unpacks to more than ${MAX_UNPACKED_BYTES / 2 ** 20} MB; unpack it here`);
    }
    yield chunk as Buffer;
  }
}

async function readTar(first: Buffer, rest: AsyncGenerator<Buffer>): Promise<ReadResult> {
  const members = new ArchiveMembers();
  const parser = new Parser({ onReadEntry: (entry) => takeEntry(members, entry) });
  let isSound = true;
  // A damaged member is passed over; without one sound header it is no archive.
  parser.on("warn", (code: string) => {
    if (code === "TAR_BAD_ARCHIVE") isSound = false;
  });
  // What stands behind the end of an archive is padding, and may be any amount.
  let isOver = false;
  parser.on("eof", () => {
    isOver = true;
  });
  const write = async (chunk: Buffer) => {
    if (!parser.write(chunk)) await once(parser, "drain");
  };
  await write(first);
  for await (const chunk of rest) {
    if (isOver) break;
    await write(chunk);
  }
  const ended = once(parser, "end");
  parser.end();
  await ended;
  if (!isSound) throw new UnreadableFile(DAMAGED);
  return members.result();
}

function takeEntry(members: ArchiveMembers, entry: ReadEntry): void {
  const path = FILES.has(entry.type) ? members.accept(entry.path, entry.size, false) : null;
  if (path === null) {
    entry.resume();
    return;
  }
  const content = new Uint8Array(entry.size);
  let length = 0;
  entry.on("data", (chunk: Buffer) => {
    content.set(chunk, length);
    length += chunk.length;
  });
  entry.on("end", () => members.add(path, content));
}

async function readPacked(name: string, first: Buffer, rest: AsyncGenerator<Buffer>): Promise<ReadResult> {
  const chunks = [first];
  let length = first.length;
  for await (const chunk of rest) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > ARCHIVE_LIMITS.fileBytes) {
      throw new UnreadableFile(`unpacks to more than ${ARCHIVE_LIMITS.fileBytes / 2 ** 20} MB`);
    }
  }
  const members = new ArchiveMembers();
  const path = members.accept(name, length, false);
  if (path !== null) members.add(path, new Uint8Array(Buffer.concat(chunks)));
  return members.result();
}
