import type { Part } from "../contract/answer.js";
import type { DocumentId } from "../contract/ids.js";
import type { PageLayout } from "./page-layout.js";
import type { Span } from "./spans.js";

/** What a block of text is to its document. A sentence never crosses the edge of a block. */
export type BlockKind = "heading" | "paragraph" | "list_item" | "table_row" | "code" | "rule";

/** Where something stands in a document, besides its offsets and lines; `null` for what its format hasn't. */
export interface Place {
  /** Physical page, 1-based; slides and sheets are pages too. */
  readonly page: number | null;
  /** The page's printed label, where it differs in kind from its number ("iv"). */
  readonly pageLabel: string | null;
  /** Row of a table or record of a data file, 1-based. */
  readonly row: number | null;
  readonly column: string | null;
  /** Cells of a sheet, a slide, a time. */
  readonly part: Part | null;
  /** How sure the recognition of the text is, 0 to 1; `null` for what is text in the file itself. */
  readonly ocr: number | null;
}

export const NOWHERE: Place = { page: null, pageLabel: null, row: null, column: null, part: null, ocr: null };

/** Nothing but the place of what has one. */
export function placeOf({ page, pageLabel, row, column, part, ocr }: Place): Place {
  return { page, pageLabel, row, column, part, ocr };
}

/** A piece of a document's structure as its reader found it. Blocks are in order and do not overlap. */
export interface Block extends Span, Place {
  readonly kind: BlockKind;
  /** Titles of the sections that hold the block, outermost first; a heading counts itself. */
  readonly section: readonly string[];
  /** What the model reads before a passage that starts with this block: the header of its table. Not to be quoted. */
  readonly context?: string;
  /** Where the row stands that names the columns of a table's row; such a row itself names its own span. */
  readonly header?: Span;
}

/** What the file says of itself in fields of its own: of a mail `from`, `to`, `date` (ISO 8601), `subject`. */
export type Fields = Readonly<Record<string, string>>;

/** One document after reading: a source file, or one that another holds, as a mail its attachments. */
export interface Document {
  readonly id: DocumentId;
  /** Relative to the corpus, with forward slashes; what a file holds is named behind it: `mail.eml › offer.pdf`. */
  readonly path: string;
  /** Path of the file of the corpus that it is read from. */
  readonly file: string;
  readonly title: string;
  /** Whether the title is the document's own; otherwise it is the file's name. */
  readonly titled: boolean;
  /** What the file's properties say besides: author, subject, keywords. */
  readonly properties: readonly string[];
  readonly fields: Fields;
  /** What of it was not read, in words for people: `2 charts`. */
  readonly unread: readonly string[];
  /** The decoded text: every offset counts in it. */
  readonly text: string;
  /** `sha256:` and the hash of the file's bytes. */
  readonly contentHash: string;
  readonly blocks: readonly Block[];
  /** Where its words stand on its pages; `null` where that isn't known. */
  readonly layout: PageLayout | null;
}
