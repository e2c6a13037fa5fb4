import { languageFiles, readLanguages } from "../../src/index/ocr/languages.js";
import { OcrPool, type OcrPoolOptions } from "../../src/index/ocr/ocr-pool.js";
import type { PageRecognition } from "../../src/index/readers/document-reader.js";

export const OCR_WORKER_URL = new URL("../../dist/index/ocr/ocr-worker.js", import.meta.url);

/** Threads that recognise English. */
export async function englishPool(options: OcrPoolOptions = {}): Promise<OcrPool> {
  const languages = await readLanguages(await languageFiles({ languages: "eng" }));
  return new OcrPool(languages, { workers: 1, isBackground: false, workerUrl: OCR_WORKER_URL, ...options });
}

export function recognitionOf(pool: OcrPool): PageRecognition {
  return { atOnce: 1, recognize: (picture) => pool.recognize(picture) };
}

/** Finds a text in every picture: for tests of what comes before and after. */
export const SEEING_WORDS: PageRecognition = {
  atOnce: 2,
  recognize: async () => {
    const word = { text: "Recognised", confidence: 0.9, left: 1, top: 1, right: 9, bottom: 9 };
    return { status: "read", blocks: [[{ words: [word], baseline: 9, size: 10 }]] };
  },
};
