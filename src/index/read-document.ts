import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Document } from "../core/document.js";
import { problemOf } from "../core/fs-problems.js";
import { asDocumentId, type DocumentId } from "../core/spans.js";
import type { DiscoveredFile } from "./discover.js";
import type { DocumentReader } from "./readers/document-reader.js";
import { markdownReader } from "./readers/markdown-reader.js";
import { textReader } from "./readers/text-reader.js";

const READERS: readonly DocumentReader[] = [textReader, markdownReader];

/** Larger files are set aside: a text of this size is a data dump, not a document to quote from. */
export const MAX_FILE_BYTES = 64 << 20;

export type DocumentResult =
  | { readonly status: "read"; readonly document: Document }
  | {
      readonly status: "skipped";
      readonly reason: string;
      /** Whether the same bytes may do another time: it could not be opened. */
      readonly tryAgain: boolean;
    };

/** The same path gives the same id, whatever becomes of the content. */
export function documentIdOf(path: string): DocumentId {
  return asDocumentId(`d${createHash("sha256").update(path).digest("hex").slice(0, 12)}`);
}

export function contentHashOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether some reader takes the file, by its ending. */
export function readerOf(path: string): DocumentReader | undefined {
  const extension = extname(path).toLowerCase();
  return READERS.find(({ extensions }) => extensions.includes(extension));
}

/** Reads one file of the corpus. What is wrong with a file is a value: it must not stop the others. */
export async function readDocument(corpus: string, { path, size }: DiscoveredFile): Promise<DocumentResult> {
  const reader = readerOf(path);
  if (!reader) return skipped(`files of the type ${extname(path) || "without an ending"} are not read`);
  if (size > MAX_FILE_BYTES) return skipped(`is larger than ${MAX_FILE_BYTES >> 20} MB`);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(corpus, path));
  } catch (error) {
    return skipped(`can't be read (${problemOf(error)})`, true);
  }
  const result = await reader.read({ path, bytes });
  if (result.status === "unreadable") return skipped(result.reason);
  const { text, title, blocks } = result;
  return {
    status: "read",
    document: { id: documentIdOf(path), path, title, text, blocks, contentHash: contentHashOf(bytes) },
  };
}

function skipped(reason: string, tryAgain = false): DocumentResult {
  return { status: "skipped", reason, tryAgain };
}
