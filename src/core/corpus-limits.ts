import type { Settings } from "./settings.js";

/** How much of a folder is looked at and read. What lies beyond a limit is set aside. */
export interface CorpusLimits {
  /** Folders below each other. */
  readonly maxDepth: number;
  readonly maxFiles: number;
  /** Larger files are set aside: a text of this size is a data dump, not a document to quote from. */
  readonly maxFileMb: number;
  /** What one file may take to be read, where its format's library may hang. */
  readonly secondsPerFile: number;
  /** A file that makes more is set aside: to embed it would take hours, and gigabytes. */
  readonly passagesPerFile: number;
  /** Languages that the text of pictures and scanned pages is recognised in: `eng+deu` [it is not]. */
  readonly ocr?: string;
}

export const CORPUS_LIMITS: CorpusLimits = {
  maxDepth: 32,
  maxFiles: 100_000,
  maxFileMb: 64,
  secondsPerFile: 60,
  passagesPerFile: 20_000,
};

export function maxFileBytes({ maxFileMb }: CorpusLimits): number {
  return maxFileMb * 2 ** 20;
}

export function corpusLimits(settings: Settings): CorpusLimits {
  const { maxDepth, maxFiles, maxFileMb, secondsPerFile, passagesPerFile, ocr, ocrLanguages } = settings;
  const limits = { maxDepth, maxFiles, maxFileMb, secondsPerFile, passagesPerFile };
  return ocr === "on" ? { ...limits, ocr: ocrLanguages } : limits;
}
