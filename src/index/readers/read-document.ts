import { createHash } from "node:crypto";
import { basename, extname, parse } from "node:path";
import { asDocumentId, type DocumentId } from "../../contract/ids.js";
import { CORPUS_LIMITS, maxFileBytes } from "../../core/corpus-limits.js";
import type { Document } from "../../core/document.js";
import { problemOf } from "../../core/file-problems.js";
import { EXPORT_MARK } from "../../core/own-files.js";
import { contentHashOf, openCorpusFile, readStart, readWhole, UnsuitableFile } from "../folder/corpus-file.js";
import type { DiscoveredFile } from "../folder/discover.js";
import { looksLikeText } from "./decode-text.js";
import type { ReadResult, SourceFile } from "./document-reader.js";
import { FORMATS, type FormatName, formatOf, formatOfPath, reasonUnread } from "./formats.js";
import { LARGE_FILE_LIMITS, ReadingThread } from "./reading-thread.js";

/** How much of a file whose ending says nothing is looked at to see whether it is text. */
const SNIFF_BYTES = 8192;
/** A larger file takes long to be read, in any format: it must not keep everything else waiting. */
const LARGE_BYTES = 1 << 18;

export interface ReadOptions {
  /** Whether titles, paragraphs and rows are looked for where that can be spared [true]. */
  readonly structure?: boolean;
  /** Larger files are set aside [64 MB]. */
  readonly maxFileBytes?: number;
  /** Where files are read whose libraries may hang [a thread that all share; it starts with the first such file]. */
  readonly thread?: ReadingThread;
  /** Where large files of the other formats are read [one that all share]. */
  readonly largeFileThread?: ReadingThread;
  /** Ends the reading; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
}

/** A part of a file that is set aside, such as an attachment. */
export interface SetAside {
  /** Behind the file's own: `mail.eml › photo.png`. */
  readonly path: string;
  readonly reason: string;
}

export type FileResult =
  /** The document, if the file has text of its own, and those that it holds. */
  | { readonly status: "read"; readonly documents: readonly Document[]; readonly setAside: readonly SetAside[] }
  | {
      readonly status: "skipped";
      readonly reason: string;
      /** Whether the same bytes may do another time: it could not be opened. */
      readonly tryAgain: boolean;
    };

const sharedThread = new ReadingThread();
const sharedLargeFileThread = new ReadingThread(LARGE_FILE_LIMITS);

/** The same path gives the same id, whatever becomes of the content. */
export function documentIdOf(path: string): DocumentId {
  return asDocumentId(`d${createHash("sha256").update(path).digest("hex").slice(0, 12)}`);
}

/** What a document that has no title of its own is called: its file's name; source code is known by the whole of it. */
export function titleFromName(path: string): string {
  return formatOfPath(path) === "code" ? basename(path) : parse(path).name;
}

/** Whether a file is set aside for its ending, without a look at it. */
export function isLeftUnread(path: string): boolean {
  return reasonUnread(extname(path).toLowerCase()) !== undefined;
}

const MARK = Buffer.from(EXPORT_MARK);

const WITHIN = " › ";

/** The path of a file that another one holds. */
export function containedPath(holder: string, name: string): string {
  return `${holder}${WITHIN}${name}`;
}

/** The path of the file of the corpus that a document is read from, by the document's. */
export function holderOf(path: string): string {
  return path.split(WITHIN, 1)[0]!;
}

/** Files within files within files are read no deeper than this. */
const MAX_CONTAINED_DEPTH = 4;
/** Of all that one file of the corpus holds, as an archive may be made to unpack to any size. */
const MAX_CONTAINED_FILES = 5000;
const MAX_CONTAINED_BYTES = 512 * 2 ** 20;

/**
 * Reads one file of the corpus, with the documents that it holds. What is wrong with a file is a value: it must not
 * stop the others.
 * @throws the reason of `options.signal` when it is aborted
 */
export async function readFile(
  corpus: string,
  { path }: Pick<DiscoveredFile, "path">,
  options: ReadOptions = {},
): Promise<FileResult> {
  const extension = extname(path).toLowerCase();
  const unread = reasonUnread(extension);
  if (unread !== undefined) return skipped(unread);
  const known = formatOf(extension);
  const bytes = await bytesOf(corpus, path, known === undefined, options.maxFileBytes ?? maxFileBytes(CORPUS_LIMITS));
  if ("status" in bytes) return bytes;
  if (isExport(bytes)) return skipped("is a conversation that Footnote's chat exported");
  return new FileReading(path, contentHashOf(bytes), options).read({ path, bytes });
}

/** The files that a file holds, without reading them. */
export async function readContained(file: SourceFile, options: ReadOptions = {}): Promise<readonly SourceFile[]> {
  const result = await readAs(formatOfPath(file.path) ?? "text", file, options);
  return result.status === "read" ? (result.contained ?? []) : [];
}

/** The reading of one file of the corpus and of all that it holds. */
class FileReading {
  readonly #documents: Document[] = [];
  readonly #setAside: SetAside[] = [];
  #files = 0;
  #bytes = 0;

  constructor(
    private readonly file: string,
    private readonly contentHash: string,
    private readonly options: ReadOptions,
  ) {}

  async read(file: SourceFile): Promise<FileResult> {
    const reason = await this.#add(file, 0);
    if (reason !== null) return skipped(reason);
    return { status: "read", documents: this.#documents, setAside: this.#setAside };
  }

  /** Takes the document of a file and what it holds. @returns why it can't be read, or `null` */
  async #add(file: SourceFile, depth: number): Promise<string | null> {
    const { structure = true } = this.options;
    const format = formatOfPath(file.path) ?? "text";
    const result = await readAs(structure || !FORMATS[format].ownText ? format : "whole", file, this.options);
    if (result.status === "unreadable") return result.reason;
    if (result.text !== "" || result.contained === undefined) this.#documents.push(this.#document(file.path, result));
    for (const { path, bytes } of result.contained ?? []) {
      const contained = { path: containedPath(file.path, path), bytes };
      const reason = await this.#addContained(contained, depth + 1);
      if (reason !== null) this.#setAside.push({ path: contained.path, reason });
    }
    return null;
  }

  async #addContained(file: SourceFile, depth: number): Promise<string | null> {
    this.#files++;
    this.#bytes += file.bytes.length;
    if (depth > MAX_CONTAINED_DEPTH) return `lies more than ${MAX_CONTAINED_DEPTH} files deep in another one`;
    if (this.#files > MAX_CONTAINED_FILES) return `is one of more than ${MAX_CONTAINED_FILES} files in one`;
    if (this.#bytes > MAX_CONTAINED_BYTES) return "makes what is in one file too large; unpack it here";
    const extension = extname(file.path).toLowerCase();
    const unread = reasonUnread(extension);
    if (unread !== undefined) return unread;
    if (formatOf(extension) === undefined && !(await looksLikeText(file.bytes.subarray(0, SNIFF_BYTES)))) {
      return notText(file.path);
    }
    return this.#add(file, depth);
  }

  #document(path: string, result: Extract<ReadResult, { status: "read" }>): Document {
    const { text, blocks, properties = [], fields = {}, unread = [], layout = null } = result;
    return {
      id: documentIdOf(path),
      path,
      file: this.file,
      title: result.title ?? titleFromName(path),
      titled: result.title !== null,
      properties,
      fields,
      unread,
      text,
      blocks,
      layout,
      contentHash: this.contentHash,
    };
  }
}

function notText(path: string): string {
  const extension = extname(path);
  return `is not text, and ${extension === "" ? "has no ending that" : `${extension} is no ending that`} Footnote knows`;
}

async function readAs(format: FormatName, file: SourceFile, options: ReadOptions): Promise<ReadResult> {
  const { thread = sharedThread, largeFileThread = sharedLargeFileThread, signal } = options;
  const { apart, load } = FORMATS[format];
  if (apart) return thread.read(format, file, signal);
  return file.bytes.length > LARGE_BYTES ? largeFileThread.read(format, file, signal) : (await load()).read(file);
}

/** @param sniff whether to look first if it is text at all */
async function bytesOf(corpus: string, path: string, sniff: boolean, maxBytes: number) {
  try {
    await using handle = await openCorpusFile(corpus, path);
    if (sniff && !(await looksLikeText(await readStart(handle, SNIFF_BYTES)))) {
      return skipped(notText(path));
    }
    return await readWhole(handle, maxBytes);
  } catch (error) {
    if (error instanceof UnsuitableFile) return skipped(error.message);
    return skipped(`can't be read (${problemOf(error)})`, true);
  }
}

/** Quotes with a person's questions around them would be evidence for whatever was asked. */
function isExport(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MARK.length)).equals(MARK);
}

function skipped(reason: string, tryAgain = false) {
  return { status: "skipped", reason, tryAgain } as const;
}
