import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy, VerbosityLevel } from "unpdf/pdfjs";
import type { Fields } from "../../../core/document.js";
import { singleSpaced } from "../../../core/text.js";
import { type PageRecognition, type ReadResult, readerOf, UnreadableFile } from "../document-reader.js";
import { ownFields } from "../own-fields.js";
import type { ScannedText } from "../picture/scanned-text.js";
import { pageLines } from "./page-lines.js";
import { type Drawing, type Font, pageText } from "./page-text.js";
import { assemble, type PdfOutline, type PdfPage } from "./pdf-document.js";
import { addScannedPages } from "./scanned-pages.js";
import { textOfLine } from "./text-run.js";

const DAMAGED = "is damaged or not a PDF; open it in a PDF viewer and save or print it again";
const UNMAPPED = "has fonts that don't say which letters they show; run OCR, or save it anew from its source";
/** What word processors write when nobody gave the document a title. */
const NO_TITLE = /^(?:untitled|document\d*|unbenannt|.*\.(?:docx?|odt|tex|indd|pdf|html?|rtf|dvi))$|^\W*$/i;

const NOTES: ReadonlySet<string> = new Set(["Text", "Highlight", "Underline", "StrikeOut", "Squiggly"]);

/** Where pdf.js puts fonts to draw with: nowhere. A font that it can't put anywhere has all its letters outlined. */
const STYLE = { sheet: { cssRules: [], insertRule() {} }, remove() {} };
const HEAD = { append() {} };
const NO_PAGE: object = {
  ownerDocument: { createElement: () => STYLE, documentElement: { getElementsByTagName: () => [HEAD] } },
};

// pdf.js hands fonts on by it; Node has it from version 22 on.
const buffers = ArrayBuffer.prototype as {
  transferToFixedLength?: (this: ArrayBuffer, length?: number) => ArrayBuffer;
};
buffers.transferToFixedLength ??= function (length) {
  return length === undefined || length === this.byteLength
    ? structuredClone(this, { transfer: [this] })
    : this.slice(0, length);
};

// pdf.js puts fonts into style sheets by it; Node has it from version 25 on.
const bytesType = Uint8Array.prototype as { toBase64?: (this: Uint8Array) => string };
bytesType.toBase64 ??= function () {
  return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString("base64");
};

/** Reads PDF page by page, in the reading order of its columns. Nothing of it is run, fetched or drawn. */
export const pdfReader = readerOf(DAMAGED, async ({ bytes }, recognition) => {
  const loading = getDocument({
    data: bytes,
    isEvalSupported: false,
    useWorkerFetch: false,
    // Letters and pictures are not drawn.
    maxImageSize: 0,
    disableFontFace: false,
    ...NO_PAGE,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await loading.promise.catch(refuse);
    return await readPages(pdf, recognition);
  } finally {
    await loading.destroy();
  }
});

function refuse(error: unknown): never {
  if ((error as Error).name === "PasswordException") {
    throw new UnreadableFile("is encrypted; save a copy without a password");
  }
  throw error;
}

async function readPages(pdf: PDFDocumentProxy, recognition: PageRecognition | undefined): Promise<ReadResult> {
  const pages: PdfPage[] = [];
  const layers = await pdf.getOptionalContentConfig().catch(() => null);
  const isShown = (layer: unknown) => layers === null || layers.isVisible(layer as never) !== false;
  let damaged = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      pages.push(await readPage(pdf, number, isShown));
    } catch {
      // One bad page must not hide the others; its place keeps their numbers right.
      pages.push({ size: { unit: "points", width: 0, height: 0 }, regions: [], rules: [] });
      damaged++;
    }
  }
  if (damaged === pdf.numPages) throw new UnreadableFile(DAMAGED);
  const scanned = recognition && (await addScannedPages(pdf, pages, recognition));
  if (pages.every(({ regions }) => regions.length === 0)) throw new UnreadableFile(withoutText(scanned));
  if (isUnreadable(pages)) throw new UnreadableFile(UNMAPPED);
  const result = assemble(pages, { labels: await labelsOf(pdf), headings: await outlineOf(pdf) });
  const { title, properties, fields } = await metadataOf(pdf);
  const read = { ...result, title: title ?? (result.title || null), properties, fields };
  return scanned ? scanned.withConfidence(read) : read;
}

/** @param scanned what was recognised; `undefined` where OCR is off */
function withoutText(scanned: ScannedText | undefined): string {
  if (!scanned) return "has no text layer (scanned), and OCR is off; switch it on: FOOTNOTE_OCR=on";
  const [failed] = scanned.unread;
  return failed === undefined
    ? "has no text layer, and its pages are no scans of text that can be recognised"
    : `has no text layer, and nothing that could be recognised: ${failed}`;
}

/** Whether most letters are none: fonts that don't say what their signs mean. */
function isUnreadable(pages: readonly PdfPage[]): boolean {
  const text = pages.flatMap(({ regions }) => regions.flat().map(textOfLine)).join("");
  const odd = text.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0;
  return odd * 2 > text.length;
}

async function readPage(pdf: PDFDocumentProxy, number: number, isShown: (layer: unknown) => boolean): Promise<PdfPage> {
  const page = await pdf.getPage(number);
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const drawing = await page.getOperatorList();
  const fonts = await fontsOf(page, drawing);
  const { directions, rules } = pageText(drawing, {
    number,
    transform,
    width,
    height,
    isShown,
    fontOf: (id) => fonts.get(id),
  });
  const notes = await notesOf(page);
  page.cleanup();
  // Text at a right angle, as beside a figure, is read last.
  const [main = [], ...others] = directions;
  const regions = [...pageLines(main, rules), ...others.flatMap((runs) => pageLines(runs))];
  return { size: { unit: "points", width, height }, regions, rules, notes };
}

/** What people have stuck on a page; the text of other annotations is drawn. */
async function notesOf(page: PDFPageProxy): Promise<string[]> {
  const annotations = await page.getAnnotations().catch(() => []);
  return annotations.flatMap(({ subtype, contentsObj }) => {
    const text = NOTES.has(subtype) && typeof contentsObj?.str === "string" ? singleSpaced(contentsObj.str) : "";
    return text === "" ? [] : [text];
  });
}

async function fontsOf(page: PDFPageProxy, { fnArray, argsArray }: Drawing): Promise<Map<string, Font>> {
  const fonts = new Map<string, Font>();
  for (const [index, operator] of fnArray.entries()) {
    if (operator !== OPS.dependency) continue;
    for (const id of argsArray[index] as string[]) {
      if (!id.includes("_f") || fonts.has(id)) continue;
      fonts.set(id, await new Promise<Font>((resolve) => page.commonObjs.get(id, resolve)));
    }
  }
  return fonts;
}

async function labelsOf(pdf: PDFDocumentProxy): Promise<PdfOutline["labels"]> {
  const labels = await pdf.getPageLabels().catch(() => null);
  // Labels that only say the number again say nothing.
  return labels?.some((label, index) => label !== String(index + 1)) ? labels : null;
}

async function outlineOf(pdf: PDFDocumentProxy): Promise<Map<string, number>> {
  const headings = new Map<string, number>();
  const roots = (await pdf.getOutline().catch(() => null)) ?? [];
  const stack = roots.map((entry) => ({ entry, depth: 1 }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { entry, depth } = next;
    headings.set(entry.title.replace(/\s+/g, ""), depth);
    for (const child of entry.items) stack.push({ entry: child, depth: depth + 1 });
  }
  headings.delete("");
  return headings;
}

/** `2024-01-31` of `D:20240131120000+01'00'`. */
function dayOf(date: unknown): string | undefined {
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(String(date)) ?? [];
  return year && `${year}-${month}-${day}`;
}

async function metadataOf(
  pdf: PDFDocumentProxy,
): Promise<{ title?: string; properties: readonly string[]; fields: Fields }> {
  const metadata = await pdf.getMetadata().catch(() => null);
  const info = Object(metadata?.info) as {
    readonly [name in "Title" | "Author" | "Subject" | "Keywords" | "CreationDate"]?: unknown;
  };
  const said = (value: unknown) =>
    typeof value === "string" && !NO_TITLE.test(value.trim()) ? [singleSpaced(value)] : [];
  const [title] = said(info.Title).map((own) => own.replace(/^Microsoft \w+ - /, ""));
  const [author, subject, keywords] = [info.Author, info.Subject, info.Keywords].map((value) => said(value)[0]);
  const properties = [author, subject, keywords].flatMap((property) => property ?? []);
  const fields = ownFields(Object.entries({ author, subject, keywords, created: dayOf(info.CreationDate) }));
  return { ...(title !== undefined && { title }), properties, fields };
}
