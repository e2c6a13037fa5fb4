import type { Document } from "../../core/document.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { IndexReader, IndexWriter, StoredDocument, StoredSkip } from "../../store/index-store.js";
import type { DiscoveredFile } from "../folder/discover.js";
import { type ReadOptions, readDocument } from "../readers/read-document.js";
import { documentNames } from "./document-names.js";
import type { PreparedPassage } from "./passage-record.js";
import type { PlannedFile } from "./plan.js";
import type { ProgressMeter } from "./sync-progress.js";
import type { VectorSource } from "./vector-source.js";

const NOT_KEPT = "what the index held of it could not be taken over";

export interface WriteFilesOptions {
  readonly corpus: string;
  readonly writer: IndexWriter;
  /** What documents are copied from that are kept; `null` where there is none. */
  readonly earlier: IndexReader | null;
  /** Whether the earlier index may turn out to be damaged: what can't be copied is then left out [false]. */
  readonly earlierMayFail: boolean;
  readonly reading: ReadOptions;
  readonly prepare: (document: Document) => Promise<PreparedPassage[]>;
  readonly vectors: VectorSource;
  readonly meter: ProgressMeter;
  /** Bytes that a file adds to what has been read. */
  readonly bytesToRead: (file: DiscoveredFile) => number;
}

export interface WrittenFiles {
  /** How many documents the index now holds. */
  readonly documents: number;
  readonly skipped: readonly StoredSkip[];
}

/** Reads and splits files while earlier ones are still being embedded; adds them to the index in order. */
export async function writeFiles(files: readonly PlannedFile[], options: WriteFilesOptions): Promise<WrittenFiles> {
  const { meter, reading, vectors, writer } = options;
  const skipped: StoredSkip[] = [];
  let documents = 0;
  let written: Promise<void> = Promise.resolve();
  const next = (step: () => Promise<void>) => {
    written = written.then(step);
    // Awaited at the end; until then a failure must not count as unhandled.
    written.catch(() => {});
  };
  const keep = (stored: StoredDocument, skip?: StoredSkip) =>
    next(async () => {
      const kept = await copied(stored, options);
      if (kept) documents++;
      if (skip) skipped.push(kept ? skip : { ...skip, reason: `${skip.reason}; ${NOT_KEPT}` });
    });
  const read = async (file: DiscoveredFile, stored: StoredDocument | null) => {
    meter.reading(file.path);
    const result = await readDocument(options.corpus, file, reading);
    if (result.status === "skipped") {
      const { reason, tryAgain } = result;
      const seen = tryAgain ? { size: null, modified: null } : { size: file.size, modified: file.modified };
      const skip = { path: file.path, reason, ...seen };
      meter.read(options.bytesToRead(file), 0);
      // A file that can't be opened is not gone: what is known of it stays.
      if (tryAgain && stored) keep(stored, skip);
      else skipped.push(skip);
      return;
    }
    const prepared = await options.prepare(result.document);
    meter.read(options.bytesToRead(file), prepared.length);
    const records = vectors.vectorsOf(prepared);
    records.catch(() => {});
    documents++;
    next(async () => {
      const passages = await records;
      const { id, path, title, text, contentHash } = result.document;
      const { size, modified } = file;
      await writer.addDocument(
        {
          id,
          path,
          title,
          names: documentNames(result.document),
          contentHash,
          size,
          modified,
          passages: passages.length,
        },
        text,
        passages,
      );
    });
    // A failure ends the wait as well.
    await Promise.race([vectors.room(), written]);
  };
  for (const planned of files) {
    reading.signal?.throwIfAborted();
    if (planned.action === "set_aside") skipped.push(planned.skip);
    else if (planned.action === "keep") keep(planned.stored);
    else await read(planned.file, planned.stored);
    next(async () => meter.fileDone());
  }
  await written;
  return { documents, skipped };
}

/**
 * Takes a document over; false where that can't be. An index that can't be built upon may be damaged, and a build that
 * takes its place goes on without.
 */
async function copied(
  document: StoredDocument,
  { earlier, earlierMayFail, writer }: WriteFilesOptions,
): Promise<boolean> {
  if (!earlier) return false;
  try {
    await writer.copyDocument(document, earlier);
    return true;
  } catch (error) {
    if (earlierMayFail && error instanceof FootnoteError && error.code === "index_corrupt") return false;
    throw error;
  }
}
