const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const END_OF_CHAIN = 0xfffffffa;
/** Sectors of the table that the header itself lists; the start of a directory is within reach of them. */
const LISTED_SECTORS = 109;
const MAX_DIRECTORY_ENTRIES = 4096;

/**
 * The names of the streams and storages in the root of a compound file, in which old Office programs and Outlook keep
 * theirs, each with where it starts unless it is small. What is embedded in a document lies deeper and is not listed.
 * Empty for a file that is damaged.
 */
export function compoundStreams(bytes: Uint8Array): ReadonlyMap<string, number> {
  const streams = new Map<string, number>();
  if (bytes.length < HEADER_BYTES) return streams;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryEntries(view);
  const seen = new Set<number>();
  const waiting = [entries[0]?.child ?? -1];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = entries[id];
    if (entry === undefined || seen.has(id)) continue;
    seen.add(id);
    streams.set(entry.name, entry.start);
    waiting.push(entry.left, entry.right);
  }
  return streams;
}

interface DirectoryEntry {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  /** Of its first byte in the file, if it is not so small that it lies within another stream. */
  readonly start: number;
}

/** They lie in sectors that a table chains. */
function directoryEntries(view: DataView): DirectoryEntry[] {
  const sectorBytes = 2 ** Math.min(view.getUint16(30, true), 20);
  const entries: DirectoryEntry[] = [];
  const offsetOf = (sector: number) => (sector + 1) * sectorBytes;
  const next = (sector: number) => {
    const perSector = sectorBytes / 4;
    const table = Math.floor(sector / perSector);
    if (table >= LISTED_SECTORS) return END_OF_CHAIN;
    const at = offsetOf(view.getUint32(76 + table * 4, true)) + (sector % perSector) * 4;
    return at + 4 <= view.byteLength ? view.getUint32(at, true) : END_OF_CHAIN;
  };
  for (let sector = view.getUint32(48, true); sector < END_OF_CHAIN; sector = next(sector)) {
    const start = offsetOf(sector);
    if (start + sectorBytes > view.byteLength || entries.length > MAX_DIRECTORY_ENTRIES) break;
    for (let at = start; at + ENTRY_BYTES <= start + sectorBytes; at += ENTRY_BYTES)
      entries.push(entryAt(view, at, offsetOf));
  }
  return entries;
}

function entryAt(view: DataView, at: number, offsetOf: (sector: number) => number): DirectoryEntry {
  const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2);
  const name = Buffer.from(view.buffer, view.byteOffset + at, length).toString("utf16le");
  return {
    name,
    left: view.getUint32(at + 68, true),
    right: view.getUint32(at + 72, true),
    child: view.getUint32(at + 76, true),
    start: offsetOf(view.getUint32(at + 116, true)),
  };
}
