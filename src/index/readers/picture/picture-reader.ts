import { readerOf, UnreadableFile } from "../document-reader.js";
import { assemble } from "../pdf/pdf-document.js";
import { openPicture } from "./picture-file.js";
import { recognizePages } from "./recognize-pages.js";
import { ScannedText } from "./scanned-text.js";

const DAMAGED = "is damaged or not a picture of a kind that is read; open it in a viewer and save it as PNG";
const NO_TEXT = "is a picture without text that can be read";
/** A TIFF may be made to hold any number. */
const MAX_PAGES = 5000;

/** Reads pictures by having their text recognised: photos of pages, scans, screens. */
export const pictureReader = readerOf(DAMAGED, async ({ bytes }, recognition) => {
  if (!recognition) throw new UnreadableFile("is a picture, and OCR is off; switch it on: FOOTNOTE_OCR=on");
  const file = await openPicture(new Uint8Array(bytes));
  const scanned = new ScannedText();
  const numbers = Array.from({ length: Math.min(file.pages, MAX_PAGES) }, (_, index) => index + 1);
  const pages = await recognizePages(numbers, (number) => file.draw(number), recognition);
  const [only] = pages;
  if (pages.length === 1 && only?.recognized.status === "unreadable") {
    const { reason } = only.recognized;
    throw new UnreadableFile(reason === "is damaged" ? DAMAGED : reason);
  }
  const { blocks, ...rest } = assemble(
    pages.map(({ recognized, number, scale, width, height }) => ({
      size: { unit: "pixels", width, height },
      regions: scanned.regionsOf(recognized, number, scale),
      rules: [],
    })),
    { labels: null, headings: new Map() },
  );
  if (blocks.length === 0) {
    const [failed] = scanned.unread;
    throw new UnreadableFile(failed === undefined ? NO_TEXT : `holds nothing that could be recognised: ${failed}`);
  }
  return scanned.withConfidence({ ...rest, blocks, title: rest.title || null });
});
