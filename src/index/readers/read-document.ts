import { createHash } from "node:crypto";
import { basename, parse } from "node:path";
import { asDocumentId, type DocumentId } from "../../contract/ids.js";
import { containedPath, endingOf, holderOf, innerPath } from "../../core/contained-path.js";
import { CORPUS_LIMITS, maxFileBytes } from "../../core/corpus-limits.js";
import type { Document } from "../../core/document.js";
import { problemOf } from "../../core/file-problems.js";
import { EXPORT_MARK, EXPORT_WORDS, IS_EXPORT } from "../../core/own-files.js";
import { contentHashOf, openCorpusFile, readStart, readWhole, UnsuitableFile } from "../folder/corpus-file.js";
import type { DiscoveredFile } from "../folder/discover.js";
import type { Picture, RecognizedPage } from "../ocr/recognizer.js";
import { contentFormat, hasSignature } from "./content-format.js";
import { looksLikeText } from "./decode-text.js";
import type { ReadResult, SourceFile } from "./document-reader.js";
import { FORMATS, type FormatName, formatOf, formatOfPath, loadReader } from "./formats.js";
import { withoutMachineText } from "./machine-text.js";
import { leastPassages, tooManyPassages } from "./passage-limit.js";
import { LARGE_FILE_LIMITS, ReadingThread } from "./reading-thread.js";
import { reasonUnread, reasonUnseen } from "./unread-endings.js";

/** How much of a file whose ending says nothing is looked at to see whether it is text. */
const SNIFF_BYTES = 8192;
/** A larger file takes long to be read, in any format: it must not keep everything else waiting. */
const LARGE_BYTES = 1 << 18;

export interface ReadOptions {
  /** Whether titles, paragraphs and rows are looked for where that can be spared [true]. */
  readonly structure?: boolean;
  /** Larger files are set aside [64 MB]. */
  readonly maxFileBytes?: number;
  /** A file that makes more passages may be set aside before its structure is looked for [no limit]. */
  readonly passagesPerFile?: number;
  /** Where files are read whose libraries may hang [a thread that all share; it starts with the first such file]. */
  readonly thread?: ReadingThread;
  /** Where large files of the other formats are read [one that all share]. */
  readonly largeFileThread?: ReadingThread;
  /** What gives the text of pictures and scanned pages [they are not read]. */
  readonly recognition?: FileRecognition | undefined;
  /** Ends the reading; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
}

/** Port: recognises the pages of the files of a corpus. */
export interface FileRecognition {
  /** Pages that are recognised at once. */
  readonly atOnce: number;
  /**
   * Takes the picture's bytes over.
   * @param file path of the file of the corpus
   * @param page its number, 1-based
   */
  recognize(file: string, picture: Picture, page: number, signal?: AbortSignal): Promise<RecognizedPage>;
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
  | Skipped;

export interface Skipped {
  readonly status: "skipped";
  readonly reason: string;
  /** Whether the same bytes may do another time: it could not be opened. */
  readonly tryAgain: boolean;
}

const sharedThread = new ReadingThread();
const sharedLargeFileThread = new ReadingThread(LARGE_FILE_LIMITS);

/** The same path gives the same id, whatever becomes of the content. */
export function documentIdOf(path: string): DocumentId {
  return asDocumentId(`d${createHash("sha256").update(path).digest("hex").slice(0, 12)}`);
}

/** What a document that has no title of its own is called: its file's name; source code is known by the whole of it. */
export function titleFromName(path: string): string {
  const own = innerPath(path);
  return formatOfPath(own) === "code" ? basename(own) : parse(own).name;
}

/** Whether a file is set aside for its ending, without a look at it. */
export function isLeftUnread(path: string): boolean {
  return reasonUnseen(endingOf(path)) !== undefined;
}

/** Bytes in which an export says what it is. */
const HEAD_BYTES = 256;
const JSON_EXPORT = /^\[\s*\{\s*"custom":\s*\{\s*"made_by":\s*"([^"]*)"/;

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
  const extension = endingOf(path);
  const unread = reasonUnseen(extension);
  if (unread !== undefined) return skipped(unread);
  const saysNothing = formatOf(extension) === undefined && reasonUnread(extension) === undefined;
  const bytes = await bytesOf(corpus, path, saysNothing, options.maxFileBytes ?? maxFileBytes(CORPUS_LIMITS));
  if ("status" in bytes) return bytes;
  return new FileReading(path, contentHashOf(bytes), options).read({ path, bytes });
}

/** The files that a file holds, without reading them. */
export async function readContained(file: SourceFile, options: ReadOptions = {}): Promise<readonly SourceFile[]> {
  const format = await formatOfFile(file);
  if (typeof format === "object") return [];
  const result = await readAs(format, file, holderOf(file.path), options);
  return result.status === "read" ? (result.contained ?? []) : [];
}

/** The reading of one file of the corpus and of all that it holds. */
class FileReading {
  readonly #documents: Document[] = [];
  readonly #setAside: SetAside[] = [];
  #files = 0;
  #bytes = 0;
  /** Passages that the documents so far leave room for: all are held until the last of them is read. */
  #room: number;

  constructor(
    private readonly file: string,
    private readonly contentHash: string,
    private readonly options: ReadOptions,
  ) {
    this.#room = options.passagesPerFile ?? Number.POSITIVE_INFINITY;
  }

  async read(file: SourceFile): Promise<FileResult> {
    const unread = await this.#add(file, 0);
    if (unread !== null) return unread;
    return { status: "read", documents: this.#documents, setAside: this.#setAside };
  }

  /** Takes the document of a file and what it holds. @returns why it is skipped, or `null` */
  async #add(file: SourceFile, depth: number): Promise<Skipped | null> {
    const { structure = true } = this.options;
    if (isExport(file.bytes)) return skipped(IS_EXPORT);
    const format = await formatOfFile(file);
    if (typeof format === "object") return skipped(format.reason);
    const result = await readAs(
      structure || !FORMATS[format].ownText ? format : "whole",
      file,
      this.file,
      this.options,
    );
    if (result.status === "unreadable") return skipped(result.reason);
    if (result.text !== "" || result.contained === undefined) this.#take(this.#document(file.path, result));
    for (const { path, reason } of result.setAside ?? []) {
      this.#setAside.push({ path: containedPath(file.path, path), reason });
    }
    for (const { path, bytes } of result.contained ?? []) {
      const contained = { path: containedPath(file.path, path), bytes };
      const reason = await this.#addContained(contained, depth + 1);
      if (reason !== null) this.#setAside.push({ path: contained.path, reason });
    }
    return null;
  }

  /** @returns why it can't be read, or `null` */
  async #addContained(file: SourceFile, depth: number): Promise<string | null> {
    this.#files++;
    this.#bytes += file.bytes.length;
    if (depth > MAX_CONTAINED_DEPTH) return `lies more than ${MAX_CONTAINED_DEPTH} files deep in another one`;
    if (this.#files > MAX_CONTAINED_FILES) return `is one of more than ${MAX_CONTAINED_FILES} files in one`;
    if (this.#bytes > MAX_CONTAINED_BYTES) return "makes what is in one file too large; unpack it here";
    const extension = endingOf(file.path);
    const unread = reasonUnseen(extension);
    if (unread !== undefined) return unread;
    const saysNothing = formatOf(extension) === undefined && reasonUnread(extension) === undefined;
    if (saysNothing && !(await mayBeRead(file.bytes.subarray(0, SNIFF_BYTES)))) return notText(file.path);
    return (await this.#add(file, depth))?.reason ?? null;
  }

  #take(document: Document): void {
    const passages = leastPassages(document);
    if (passages > this.#room) {
      this.#setAside.push({ path: document.path, reason: tooManyPassages(this.options.passagesPerFile ?? passages) });
      return;
    }
    this.#room -= passages;
    this.#documents.push(document);
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

/** By its bytes, else by its ending; what is of neither is text. */
async function formatOfFile({ path, bytes }: SourceFile): Promise<FormatName | { readonly reason: string }> {
  const byEnding = formatOfPath(path);
  const content = await contentFormat(bytes, byEnding);
  if (content !== undefined) return "format" in content ? content.format : content;
  const reason = reasonUnread(endingOf(path));
  if (reason !== undefined) return { reason };
  return byEnding ?? (hasSignature(bytes) ? { reason: notText(path) } : "text");
}

/** Whether a file whose ending says nothing is text, or of a format that its bytes show. */
async function mayBeRead(start: Uint8Array): Promise<boolean> {
  return hasSignature(start) || looksLikeText(start);
}

function notText(path: string): string {
  const extension = endingOf(path);
  return `is not text, and ${extension === "" ? "has no ending that" : `${extension} is no ending that`} Footnote knows`;
}

/** @param holder path of the file of the corpus */
async function readAs(format: FormatName, file: SourceFile, holder: string, options: ReadOptions): Promise<ReadResult> {
  const {
    thread = sharedThread,
    largeFileThread = sharedLargeFileThread,
    passagesPerFile,
    recognition,
    signal,
  } = options;
  const { apart } = FORMATS[format];
  const pages = recognition && {
    atOnce: recognition.atOnce,
    recognize: (picture: Picture, page: number) => recognition.recognize(holder, picture, page, signal),
  };
  if (apart) return thread.read(format, file, { recognition: pages, signal, passagesPerFile });
  if (file.bytes.length > LARGE_BYTES) return largeFileThread.read(format, file, { signal, passagesPerFile });
  return withoutMachineText(await (await loadReader(format)).read(file, pages), format);
}

/** @param sniff whether to look first if it is text at all */
async function bytesOf(corpus: string, path: string, sniff: boolean, maxBytes: number) {
  try {
    await using handle = await openCorpusFile(corpus, path);
    if (sniff && !(await mayBeRead(await readStart(handle, SNIFF_BYTES)))) {
      return skipped(notText(path));
    }
    return await readWhole(handle, maxBytes);
  } catch (error) {
    if (error instanceof UnsuitableFile) return skipped(error.message);
    return skipped(`can't be read (${problemOf(error)})`, true);
  }
}

/**
 * Whether a file is a conversation that was exported, or what it cites: quotes with a person's questions around them would
 * be evidence for whatever was asked. Its mark comes first; in a Word file in its first part, in JSON in its first item.
 */
function isExport(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  if (head[0] === 0x50 && head[1] === 0x4b) return head.includes(EXPORT_MARK);
  // An editor may have put a byte order mark before it.
  const start = head.toString().trimStart();
  return start.startsWith(EXPORT_MARK) || JSON_EXPORT.exec(start)?.[1] === EXPORT_WORDS;
}

function skipped(reason: string, tryAgain = false): Skipped {
  return { status: "skipped", reason, tryAgain };
}
