import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { PageView } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import { maxFileBytes } from "../../core/corpus-limits.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing } from "../../core/file-problems.js";
import type { PageSize } from "../../core/page-layout.js";
import { sliceSpan } from "../../core/spans.js";
import { readOriginal } from "../../index/readers/original-file.js";
import { ReadingThread } from "../../index/readers/reading-thread.js";
import type { Sources } from "../../search/library.js";
import type { GenerationInfo, IndexReader, StoredDocument, StoredPassage } from "../../store/index-store.js";
import type { Original } from "../assistant.js";

/** A page of a document with its words. @throws FootnoteError document_unknown, page_unknown */
export async function pageView(
  id: DocumentId,
  number: number,
  reader: IndexReader,
  sources: Sources,
): Promise<PageView> {
  const source = await sources.get(id);
  if (!source) throw new FootnoteError("document_unknown", { id });
  const { document, text, map } = source;
  const layout = await reader.layout(id);
  const page = layout?.pages[number - 1];
  if (layout === null || page === undefined) {
    const problem = layout === null ? "it has none" : `it has ${layout.pages.length}`;
    throw new FootnoteError("page_unknown", { path: document.path, number, problem });
  }
  const passages = await reader.passagesOf(id);
  const words = layout.words.filter((word) => word.page === number);
  return {
    number,
    label: labelOf(number, passages),
    count: layout.pages.length,
    unit: page.unit,
    width: page.width,
    height: page.height,
    words: words.map((word) => ({
      start: map.toCodePoint(word.start),
      end: map.toCodePoint(word.end),
      left: word.left,
      top: word.top,
      right: word.right,
      bottom: word.bottom,
      text: sliceSpan(text, word),
    })),
    picture: pictureOf(page, document, passages),
  };
}

function labelOf(number: number, passages: readonly StoredPassage[]): string | null {
  const places = passages.flatMap((passage) => [passage, ...passage.sentences]);
  return places.find(({ page }) => page === number)?.pageLabel ?? null;
}

/** Pictures that browsers don't draw: their words are shown alone. */
const NOT_DRAWN = [".tif", ".tiff", ".heic", ".heif"];

function pictureOf(
  { unit }: PageSize,
  { path }: StoredDocument,
  passages: readonly StoredPassage[],
): PageView["picture"] {
  if (unit === "cells") return null;
  if (unit === "pixels") return NOT_DRAWN.includes(extname(path).toLowerCase()) ? null : "image";
  return passages.some(({ part }) => part?.kind === "slide") ? null : "pdf";
}

/** Mails and archives are read apart from a build that may be running. */
const thread = new ReadingThread();

/**
 * The file of a document as it lies in the corpus.
 * @param isShared whether the index may have been made on another machine [false]
 * @throws FootnoteError original_unknown, original_changed, corpus_missing, corpus_elsewhere
 */
export async function originalOf(
  document: StoredDocument,
  { corpus, limits }: GenerationInfo,
  isShared = false,
): Promise<Original> {
  const { path, contentHash } = document;
  const options = { maxFileBytes: maxFileBytes(limits), thread, largeFileThread: thread };
  const original = await readOriginal(corpus, document, options);
  if (original.status === "read") return { path, contentHash, type: original.type, bytes: original.bytes };
  if (original.status === "not_drawn") throw new FootnoteError("original_unknown", { path });
  await stat(isShared ? join(corpus, document.file) : corpus).catch((error: unknown) => {
    if (isMissing(error)) throw new FootnoteError(isShared ? "corpus_elsewhere" : "corpus_missing", { path: corpus });
  });
  throw new FootnoteError("original_changed", { path, problem: original.problem });
}
