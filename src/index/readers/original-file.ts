import { containedPath } from "../../core/contained-path.js";
import { CORPUS_LIMITS, maxFileBytes } from "../../core/corpus-limits.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { contentHashOf, openCorpusFile, readWhole, UnsuitableFile } from "../folder/corpus-file.js";
import type { SourceFile } from "./document-reader.js";
import { type ReadOptions, readContained } from "./read-document.js";

/** Where a document's bytes are to be found, and by what they are known to be those that were indexed. */
export interface OriginalPlace {
  /** Of the document: `mail.eml › offer.pdf`. */
  readonly path: string;
  /** Of the file of the corpus that holds it. */
  readonly file: string;
  /** Of that file's bytes. */
  readonly contentHash: string;
}

export type OriginalResult =
  | { readonly status: "read"; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** To be read behind the document's path and a colon. */
  | { readonly status: "changed"; readonly problem: string }
  /** It is of no kind that browsers draw. */
  | { readonly status: "not_drawn" };

/** Kinds of files that browsers draw and don't run, by how they begin. Endings may lie. */
const DRAWN: readonly { readonly type: string; readonly begins: RegExp }[] = [
  { type: "image/png", begins: /^\x89PNG\r\n/ },
  { type: "image/jpeg", begins: /^\xff\xd8\xff/ },
  { type: "image/gif", begins: /^GIF8[79]a/ },
  { type: "image/webp", begins: /^RIFF.{4}WEBP/s },
  { type: "image/avif", begins: /^.{4}ftypavi[fs]/s },
  { type: "image/bmp", begins: /^BM.{4}\0\0\0\0/s },
  // What stands before it is passed over by all that read PDF files.
  { type: "application/pdf", begins: /%PDF-/ },
];
const BEGINNING_BYTES = 1024;

/** The bytes of a document of the corpus, read out of the file that holds it. What is wrong with it is a value. */
export async function readOriginal(
  corpus: string,
  { path, file, contentHash }: OriginalPlace,
  options: ReadOptions = {},
): Promise<OriginalResult> {
  let bytes: Uint8Array;
  try {
    await using handle = await openCorpusFile(corpus, file);
    bytes = await readWhole(handle, options.maxFileBytes ?? maxFileBytes(CORPUS_LIMITS));
  } catch (error) {
    if (error instanceof UnsuitableFile) return changed(`it ${error.message}`);
    return changed(isMissing(error) ? "it is no longer there" : `it can't be read (${problemOf(error)})`);
  }
  if (contentHashOf(bytes) !== contentHash) return changed("it has changed since it was indexed");
  const found = await within({ path: file, bytes }, path, options);
  if (found === null) return changed("it can't be found in its file any more");
  const type = typeOf(found.bytes);
  return type === null ? { status: "not_drawn" } : { status: "read", type, bytes: new Uint8Array(found.bytes) };
}

/** Goes down through the files that hold a document. */
async function within(holder: SourceFile, path: string, options: ReadOptions): Promise<SourceFile | null> {
  let file = holder;
  while (file.path !== path) {
    const held = (await readContained(file, options)).map((contained) => ({
      ...contained,
      path: containedPath(file.path, contained.path),
    }));
    const next =
      held.find((one) => one.path === path) ?? held.find((one) => path.startsWith(containedPath(one.path, "")));
    if (next === undefined) return null;
    file = next;
  }
  return file;
}

function typeOf(bytes: Uint8Array): string | null {
  const beginning = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, BEGINNING_BYTES));
  const text = beginning.toString("latin1");
  return DRAWN.find(({ begins }) => begins.test(text))?.type ?? null;
}

function changed(problem: string): OriginalResult {
  return { status: "changed", problem };
}
