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

export type DocumentResult =
  | { readonly status: "read"; readonly document: Document }
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

/**
 * Reads one file of the corpus. What is wrong with a file is a value: it must not stop the others.
 * @throws the reason of `options.signal` when it is aborted
 */
export async function readDocument(
  corpus: string,
  { path }: Pick<DiscoveredFile, "path">,
  options: ReadOptions = {},
): Promise<DocumentResult> {
  const extension = extname(path).toLowerCase();
  const unread = reasonUnread(extension);
  if (unread !== undefined) return skipped(unread);
  const known = formatOf(extension);
  const bytes = await bytesOf(corpus, path, known === undefined, options.maxFileBytes ?? maxFileBytes(CORPUS_LIMITS));
  if ("status" in bytes) return bytes;
  if (isExport(bytes)) return skipped("is a conversation that Footnote's chat exported");
  const contentHash = contentHashOf(bytes);
  const format = known ?? "text";
  const { structure = true } = options;
  const result = await readAs(structure || !FORMATS[format].ownText ? format : "whole", { path, bytes }, options);
  if (result.status === "unreadable") return skipped(result.reason);
  const { text, blocks, properties = [] } = result;
  const title = result.title ?? titleFromName(path);
  const titled = result.title !== null;
  const document = { id: documentIdOf(path), path, title, titled, properties, text, blocks, contentHash };
  return { status: "read", document };
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
      const extension = extname(path);
      return skipped(
        `is not text, and ${extension === "" ? "has no ending that" : `${extension} is no ending that`} Footnote knows`,
      );
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
