import { endingOf } from "../../../core/contained-path.js";
import { ContainedNames } from "../contained-names.js";
import { type ReadResult, type SourceFile, UnreadableFile } from "../document-reader.js";
import { reasonUnread } from "../unread-endings.js";

/** What is taken out of one archive at most. Bytes are unpacked ones. */
export const ARCHIVE_LIMITS: ArchiveLimits = { files: 5000, bytes: 256 << 20, fileBytes: 64 << 20, ratio: 250 };
/** A small archive may be packed to any ratio. Bytes, unpacked. */
const RATIO_FROM_BYTES = 16 << 20;

export interface ArchiveLimits {
  readonly files: number;
  readonly bytes: number;
  readonly fileBytes: number;
  /** Unpacked size over packed size. */
  readonly ratio: number;
}

/** Folders that programs keep for themselves, as in a corpus. */
const OF_PROGRAMS = new Set(["__MACOSX", "node_modules", "__pycache__"]);

/** The members of an archive that are documents, within limits. Nothing is written anywhere. */
export class ArchiveMembers {
  readonly #names = new ContainedNames();
  readonly #contained: SourceFile[] = [];
  readonly #setAside: { path: string; reason: string }[] = [];
  #files = 0;
  #bytes = 0;
  #notTaken = 0;

  constructor(private readonly limits = ARCHIVE_LIMITS) {}

  /**
   * The name under which a member is to be read; `null` for one that is passed over, or set aside by what is known
   * before it is unpacked.
   */
  accept(path: string, size: number, encrypted: boolean): string | null {
    const name = path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
    if (!isPlain(name)) return null;
    this.#files++;
    const reason = encrypted
      ? "is encrypted; unpack it with its password"
      : size > this.limits.fileBytes
        ? `is larger than ${this.limits.fileBytes / 2 ** 20} MB`
        : reasonUnread(endingOf(name));
    if (reason !== undefined) this.#setAside.push({ path: this.#names.take(name), reason });
    else if (this.#files > this.limits.files || this.#bytes + size > this.limits.bytes) this.#notTaken++;
    else {
      this.#bytes += size;
      return this.#names.take(name);
    }
    return null;
  }

  add(path: string, bytes: Uint8Array): void {
    this.#contained.push({ path, bytes });
  }

  setAside(path: string, reason: string): void {
    this.#setAside.push({ path, reason });
  }

  /** @throws UnreadableFile if nothing of the archive can be read */
  result(): Extract<ReadResult, { status: "read" }> {
    if (this.#notTaken > 0) {
      const { files, bytes } = this.limits;
      const most = `${files.toLocaleString("en")} files or ${bytes / 2 ** 20} MB`;
      this.setAside(`${this.#notTaken} more`, `are beyond the ${most} that are read of one archive; unpack it here`);
    }
    const [first] = this.#setAside;
    if (this.#contained.length === 0) {
      if (first === undefined) throw new UnreadableFile("holds no files");
      if (this.#setAside.every(({ reason }) => reason === first.reason && reason.startsWith("is encrypted")))
        throw new UnreadableFile("is encrypted; unpack it here with its password");
    }
    const [contained, setAside] = [this.#contained, this.#setAside];
    return { status: "read", text: "", title: null, blocks: [], contained, setAside };
  }
}

/** @throws UnreadableFile for what unpacks to much more than its size */
export function refuseBomb(unpacked: number, packed: number, { ratio } = ARCHIVE_LIMITS): void {
  if (unpacked > RATIO_FROM_BYTES && unpacked > packed * ratio) {
    throw new UnreadableFile(`unpacks to more than ${Math.floor(unpacked / 2 ** 20)} MB, which only a bomb does`);
  }
}

/** Whether it is a file within the archive that a corpus would list: no folder, none that leads out, none hidden. */
function isPlain(name: string): boolean {
  if (name === "" || name.endsWith("/") || name.startsWith("/") || /^[a-zA-Z]:/.test(name)) return false;
  return name.split("/").every((part) => !part.startsWith(".") && part !== "" && !OF_PROGRAMS.has(part));
}
