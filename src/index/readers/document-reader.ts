import type { Block, Fields } from "../../core/document.js";
import type { PageLayout } from "../../core/page-layout.js";
import type { Picture, RecognizedPage } from "../ocr/recognizer.js";

/** A file of the corpus as it lies on the disk. */
export interface SourceFile {
  /** Relative to the corpus, with forward slashes; of a contained file, relative to the one that holds it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a reader makes of a file. */
export type ReadResult =
  | {
      readonly status: "read";
      /** The decoded text: every offset counts in it. Empty for a file that only holds others, as an archive. */
      readonly text: string;
      /** What the document calls itself; `null` where it doesn't. */
      readonly title: string | null;
      /** What the file's properties say besides: author, subject, keywords [nothing]. */
      readonly properties?: readonly string[];
      /** What the file says of itself in fields of its own, as a mail does [nothing]. */
      readonly fields?: Fields;
      /** What of the file was not read, in words for people: `2 charts` [nothing]. */
      readonly unread?: readonly string[];
      /** Where its words stand on its pages [not known]. */
      readonly layout?: PageLayout;
      /** Files that this one holds, to be read as documents of their own [none]. */
      readonly contained?: readonly SourceFile[];
      /** What it holds that can't be read, by its path within it, with the reason [none]. */
      readonly setAside?: readonly { readonly path: string; readonly reason: string }[];
      /**
       * In order and without overlap; together they hold every non-white character of the text except front matter.
       * What says nothing by itself (a line of dashes, a bullet, the marks around a heading) is a `rule`.
       */
      readonly blocks: readonly Block[];
    }
  | {
      readonly status: "unreadable";
      /** For people, to be read behind the file's path: what is wrong with it and what to do. */
      readonly reason: string;
    };

/** Port: turns the files of one format into text and structure. A file it can't read is a value, not an error. */
export interface DocumentReader {
  /** @param recognition what gives the text of pictures [they are not read] */
  read(file: SourceFile, recognition?: PageRecognition): Promise<ReadResult>;
}

/** What a reader has the text of its pages' pictures recognised by. */
export interface PageRecognition {
  /** Pages that may be given at once. */
  readonly atOnce: number;
  /** Takes the picture's bytes over. @param page its number, 1-based */
  recognize(picture: Picture, page: number): Promise<RecognizedPage>;
}

/** Inside a reader: ends the reading of a file. Outside of it, it is the value `unreadable`. */
export class UnreadableFile extends Error {
  /** @param reason to be read behind the file's path */
  constructor(readonly reason: string) {
    super(reason);
  }
}

/**
 * A reader of what may fail. What a library throws at a broken file says little to people, so it becomes `damaged`.
 *
 * @param damaged the reason for any error but `UnreadableFile`
 */
export function readerOf(damaged: string, read: DocumentReader["read"]): DocumentReader {
  return {
    async read(file, recognition) {
      try {
        return await read(file, recognition);
      } catch (error) {
        return { status: "unreadable", reason: error instanceof UnreadableFile ? error.reason : damaged };
      }
    },
  };
}
