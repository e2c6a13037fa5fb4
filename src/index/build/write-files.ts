import type { Document } from "../../core/document.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { IndexReader, IndexWriter, StoredDocument, StoredSkip } from "../../store/index-store.js";
import type { DiscoveredFile } from "../folder/discover.js";
import { mayBeScanned } from "../readers/formats.js";
import { tooManyPassages } from "../readers/passage-limit.js";
import { type ReadOptions, readFile } from "../readers/read-document.js";
import { documentNames } from "./document-names.js";
import { NO_WORK, sumOf, type Work } from "./expected-work.js";
import { LookAhead } from "./look-ahead.js";
import { type PreparedPassage, workOf } from "./passage-record.js";
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
  /** Splits a document, up to one passage more than the limit. */
  readonly prepare: (document: Document, limit: number) => Promise<PreparedPassage[]>;
  readonly passagesPerFile: number;
  readonly vectors: VectorSource;
  readonly meter: ProgressMeter;
  /** Bytes that a file adds to what has been read. */
  readonly bytesToRead: (file: DiscoveredFile) => number;
  /** Called after each file where what was written so far may be published: nothing that the earlier index holds is missing. */
  readonly mayPublish: (skipped: readonly StoredSkip[]) => Promise<void>;
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
  const keep = (stored: readonly StoredDocument[], skips: readonly StoredSkip[]) =>
    next(async () => {
      let kept = true;
      for (const document of stored) {
        if (await copied(document, options)) documents++;
        else kept = false;
      }
      for (const skip of skips) skipped.push(kept ? skip : { ...skip, reason: `${skip.reason}; ${NOT_KEPT}` });
    });
  const read = async (file: DiscoveredFile, stored: readonly StoredDocument[]) => {
    meter.reading(file.path);
    const result = await readFile(options.corpus, file, reading);
    const seen = { size: file.size, modified: file.modified };
    if (result.status === "skipped") {
      const { reason, tryAgain } = result;
      const skip = { path: file.path, file: file.path, reason, ...(tryAgain ? { size: null, modified: null } : seen) };
      meter.read(file.path, options.bytesToRead(file), NO_WORK);
      // A file that can't be opened is not gone: what is known of it stays.
      if (tryAgain && stored.length > 0) keep(stored, [skip]);
      else skipped.push(skip);
      return;
    }
    for (const { path, reason } of result.setAside) skipped.push({ path, file: file.path, reason, ...seen });
    const bytes = options.bytesToRead(file) / Math.max(1, result.documents.length);
    let room = options.passagesPerFile;
    for (const document of result.documents) {
      const prepared = await options.prepare(document, room);
      if (prepared.length <= room) {
        room -= prepared.length;
        await write(document, prepared, seen, bytes);
      } else {
        skipped.push({
          path: document.path,
          file: file.path,
          reason: tooManyPassages(options.passagesPerFile),
          ...seen,
        });
        meter.read(file.path, bytes, NO_WORK);
      }
    }
    if (result.documents.length === 0) meter.read(file.path, options.bytesToRead(file), NO_WORK);
  };
  const write = async (
    document: Document,
    prepared: readonly PreparedPassage[],
    seen: Pick<DiscoveredFile, "size" | "modified">,
    bytes: number,
  ) => {
    meter.read(document.file, bytes, workOf(prepared));
    const records = vectors.vectorsOf(prepared);
    records.catch(() => {});
    next(async () => {
      const passages = await records;
      const { id, path, file, title, fields, unread, text, layout, contentHash } = document;
      const names = documentNames(document);
      const stored = { id, path, file, title, names, fields, unread, contentHash, ...seen, passages: passages.length };
      await writer.addDocument(stored, { text, layout }, passages);
      documents++;
    });
    // While there is something to embed, the time that it takes to look further ahead is not lost.
    if (!vectors.hasRoom) await lookAhead.lookIfDue();
    // A failure ends the wait as well.
    await Promise.race([vectors.room(), written]);
  };
  const lookAhead = new LookAhead({ expected: meter.expected, workOf: (path) => lookInto(path, options) });
  const lastHeld = files.findLastIndex((planned) => planned.action !== "set_aside" && planned.stored.length > 0);
  for (const [index, planned] of files.entries()) {
    reading.signal?.throwIfAborted();
    if (planned.action === "set_aside") skipped.push(...planned.skips);
    else if (planned.action === "keep") keep(planned.stored, planned.skips);
    else await read(planned.file, planned.stored);
    next(async () => {
      meter.fileDone();
      if (documents > 0 && index >= lastHeld && index < files.length - 1) await options.mayPublish(skipped);
    });
  }
  await written;
  return { documents, skipped };
}

/** What a file will make; `null` where its text may have to be recognised, which a look is not worth. */
async function lookInto(path: string, options: WriteFilesOptions): Promise<Work | null> {
  const { recognition, ...reading } = options.reading;
  const result = await readFile(options.corpus, { path }, reading);
  if (result.status === "skipped") return recognition && mayBeScanned(path) ? null : NO_WORK;
  let work = NO_WORK;
  for (const document of result.documents) {
    const room = options.passagesPerFile - work.passages;
    const prepared = await options.prepare(document, room);
    if (prepared.length <= room) work = sumOf(work, workOf(prepared));
  }
  return work;
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
