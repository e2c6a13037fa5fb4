import type { RecognizedPage } from "../../ocr/recognizer.js";
import { type PageRecognition, UnreadableFile } from "../document-reader.js";
import type { DrawnPage } from "./picture-file.js";

export interface ScannedPage extends Omit<DrawnPage, "picture"> {
  readonly number: number;
  readonly recognized: RecognizedPage;
  /** Pixels of the picture that was recognised to a pixel (of a PDF, a point) of the page. */
  readonly scale: number;
}

/**
 * Has pages recognised, some at once: no more of them are unpacked than are being recognised or wait for it.
 * @param draw gives a page's picture; `null` for one that has none
 * @returns in the order of `numbers`
 */
export async function recognizePages(
  numbers: readonly number[],
  draw: (number: number) => Promise<DrawnPage | null>,
  recognition: PageRecognition,
): Promise<ScannedPage[]> {
  const pages: (ScannedPage | null)[] = [];
  let next = 0;
  const work = async () => {
    while (next < numbers.length) {
      const index = next++;
      const number = numbers[index]!;
      pages[index] = await drawnOrReason(number, draw).then(async (drawn): Promise<ScannedPage | null> => {
        if (drawn === null || "status" in drawn) return drawn && { number, ...NO_SIZE, recognized: drawn };
        const { picture, width, height } = drawn;
        const scale = picture.width / width;
        return { number, width, height, scale, recognized: await recognition.recognize(picture, number) };
      });
    }
  };
  // One more than are recognised, so that no thread of these waits for a page to be unpacked.
  await Promise.all(Array.from({ length: recognition.atOnce + 1 }, work));
  return pages.filter((page) => page !== null);
}

const NO_SIZE = { width: 0, height: 0, scale: 1 };

/** One bad page must not hide the others. */
async function drawnOrReason(
  number: number,
  draw: (number: number) => Promise<DrawnPage | null>,
): Promise<DrawnPage | Extract<RecognizedPage, { status: "unreadable" }> | null> {
  try {
    return await draw(number);
  } catch (error) {
    return { status: "unreadable", reason: error instanceof UnreadableFile ? error.reason : "is damaged" };
  }
}
