import type { DocumentId } from "../contract/ids.js";
import type { Span } from "./spans.js";

/** What a block of text is to its document. A sentence never crosses the edge of a block. */
export type BlockKind = "heading" | "paragraph" | "list_item" | "table_row" | "code" | "rule";

/** A piece of a document's structure as its reader found it. Blocks are in order and do not overlap. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** Titles of the sections that hold the block, outermost first; a heading counts itself. */
  readonly section: readonly string[];
  /** Physical page, 1-based; `null` where the format has none. */
  readonly page: number | null;
  /** The page's printed label, where it differs in kind from its number ("iv"). */
  readonly pageLabel: string | null;
  /** Row of a table or record of a data file, 1-based. */
  readonly row: number | null;
  readonly column: string | null;
  /** What the model reads before a passage that starts with this block: the header of its table. Not to be quoted. */
  readonly context?: string;
  /** Where the row stands that names the columns of a table's row; such a row itself names its own span. */
  readonly header?: Span;
}

/** One source file after reading. */
export interface Document {
  readonly id: DocumentId;
  /** Relative to the corpus, with forward slashes. */
  readonly path: string;
  readonly title: string;
  /** Whether the title is the document's own; otherwise it is the file's name. */
  readonly titled: boolean;
  /** What the file's properties say besides: author, subject, keywords. */
  readonly properties: readonly string[];
  /** The decoded text: every offset counts in it. */
  readonly text: string;
  /** `sha256:` and the hash of the file's bytes. */
  readonly contentHash: string;
  readonly blocks: readonly Block[];
}
