import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { readerOf } from "../document-reader.js";
import { ARCHIVE_LIMITS, ArchiveMembers, refuseBomb } from "./archive-members.js";

const DAMAGED = "is damaged or no ZIP archive; pack it anew, or unpack it here";

/** Of the external attributes: a link as Unix keeps it. */
const KIND_OF_FILE = 0xf000;
const SYMBOLIC_LINK = 0xa000;

/** Reads a ZIP archive as a folder: its files are documents behind it. */
export const zipReader = readerOf(DAMAGED, async ({ bytes }) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Names are read here: the library ends the whole archive at one that leads out of it.
  const file = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
  const members = new ArchiveMembers();
  let unpacked = 0;
  for await (const entry of file.eachEntry()) {
    if (((entry.externalFileAttributes >>> 16) & KIND_OF_FILE) === SYMBOLIC_LINK) continue;
    const path = members.accept(nameOf(entry), entry.uncompressedSize, entry.isEncrypted());
    if (path === null) continue;
    unpacked += entry.uncompressedSize;
    refuseBomb(unpacked, bytes.length);
    const content = await contentOf(file, entry);
    if (content === null) members.setAside(path, "is damaged within the archive");
    else members.add(path, content);
  }
  return members.result();
});

/** Names are in UTF-8 or, as the format first had it, in the code page of DOS. Many programs don't say which. */
function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(fileNameRaw);
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  }
}

/** `null` for one that can't be unpacked, or holds another number of bytes than the archive says. */
async function contentOf(file: ZipFile, entry: Entry): Promise<Uint8Array | null> {
  const content = new Uint8Array(Math.min(entry.uncompressedSize, ARCHIVE_LIMITS.fileBytes));
  let length = 0;
  try {
    for await (const part of await file.openReadStreamPromise(entry)) {
      content.set(part as Buffer, length);
      length += (part as Buffer).length;
    }
  } catch {
    return null;
  }
  return length === content.length ? content : null;
}
