import { getDocument, type PDFDocumentProxy, VerbosityLevel } from "unpdf/pdfjs";
import type { PageRecognition } from "../document-reader.js";
import { recognizePages } from "../picture/recognize-pages.js";
import { ScannedText } from "../picture/scanned-text.js";
import { pagePicture } from "./page-picture.js";
import type { PdfPage } from "./pdf-document.js";
import { textOfLine } from "./text-run.js";

/** A page with fewer characters may be a scan with a stamp or a number on it. */
const FEW_CHARACTERS = 60;
/** Share of the page that its pictures cover: of one without text, and of one with a little. */
const SHARE_WITHOUT_TEXT = 0.02;
const SHARE_WITH_TEXT = 0.5;
/** Pixels of a picture that is unpacked. */
const MAX_PIXELS = 150_000_000;

/**
 * Has the pages recognised that are pictures with hardly any text, and puts what they say before that text.
 * @param pages are replaced in place
 */
export async function addScannedPages(
  pdf: PDFDocumentProxy,
  pages: PdfPage[],
  recognition: PageRecognition,
): Promise<ScannedText> {
  const scanned = new ScannedText();
  const characters = pages.map(({ regions }) => regions.flat().reduce((sum, line) => sum + textOfLine(line).length, 0));
  const numbers = pages.flatMap((_, index) => (characters[index]! < FEW_CHARACTERS ? [index + 1] : []));
  if (numbers.length === 0) return scanned;
  const drawing = getDocument({
    data: await pdf.getData(),
    isEvalSupported: false,
    useWorkerFetch: false,
    maxImageSize: MAX_PIXELS,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pictured = await drawing.promise;
    const draw = async (number: number) => {
      const page = await pictured.getPage(number);
      try {
        return await pagePicture(page, characters[number - 1] === 0 ? SHARE_WITHOUT_TEXT : SHARE_WITH_TEXT);
      } finally {
        page.cleanup();
      }
    };
    for (const { number, width, height, scale, recognized } of await recognizePages(numbers, draw, recognition)) {
      const regions = scanned.regionsOf(recognized, number, scale);
      const size = width > 0 ? ({ unit: "points", width, height } as const) : pages[number - 1]!.size;
      const page = pages[number - 1]!;
      pages[number - 1] = { ...page, size, regions: [...regions, ...page.regions] };
    }
  } finally {
    await drawing.destroy();
  }
  return scanned;
}
