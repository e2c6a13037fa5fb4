import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { UnreadableFile } from "../document-reader.js";

/** What an archive may hold before it is taken for a bomb. Bytes are those of its files, unpacked. */
export interface ZipLimits {
  readonly entries: number;
  readonly bytes: number;
  /** Unpacked size over packed size, of an archive of more than `RATIO_FROM_BYTES`. */
  readonly ratio: number;
}

const ZIP_LIMITS: ZipLimits = { entries: 10_000, bytes: 512 << 20, ratio: 250 };
const RATIO_FROM_BYTES = 8 << 20;

/** The files of a zip archive. Nothing is written anywhere, so their names are only names. */
export class ZipArchive {
  readonly #entries = new Map<string, Entry>();
  #unpacked = 0;

  private constructor(
    private readonly file: ZipFile,
    private readonly limits: ZipLimits,
  ) {}

  /** Reads the list of files and checks it against the limits. @throws UnreadableFile */
  static async open(bytes: Uint8Array, limits = ZIP_LIMITS): Promise<ZipArchive> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const file = await fromBufferPromise(buffer, { lazyEntries: true });
    if (file.entryCount > limits.entries) throw new UnreadableFile(`holds more than ${limits.entries} files`);
    const archive = new ZipArchive(file, limits);
    let declared = 0;
    for await (const entry of file.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableFile("is encrypted; save a copy without a password");
      archive.#entries.set(entry.fileName, entry);
      declared += entry.uncompressedSize;
    }
    if (declared > limits.bytes || (declared > RATIO_FROM_BYTES && declared > bytes.length * limits.ratio)) {
      throw new UnreadableFile(`unpacks to ${Math.ceil(declared / 2 ** 20)} MB, which only a zip bomb does`);
    }
    return archive;
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Unpacks a file; one that is larger than the archive says is an error. `undefined` if there is none of the name. */
  async read(name: string): Promise<Buffer | undefined> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const parts: Buffer[] = [];
    for await (const part of await this.file.openReadStreamPromise(entry)) {
      parts.push(part as Buffer);
      this.#unpacked += (part as Buffer).length;
      if (this.#unpacked > this.limits.bytes) throw new UnreadableFile("unpacks to more than it says: a zip bomb");
    }
    return Buffer.concat(parts);
  }
}
