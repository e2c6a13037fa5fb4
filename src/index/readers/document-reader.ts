import type { Block } from "../../core/document.js";

/** A file of the corpus as it lies on the disk. */
export interface SourceFile {
  /** Relative to the corpus, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a reader makes of a file. */
export type ReadResult =
  | {
      readonly status: "read";
      /** The decoded text: every offset counts in it. */
      readonly text: string;
      readonly title: string;
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
  read(file: SourceFile): Promise<ReadResult>;
}

/** The file's name without folders and ending: the title of last resort. */
export function titleFromPath(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
