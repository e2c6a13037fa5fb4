import { getDocument, type PDFDocumentProxy, Util, VerbosityLevel } from "unpdf/pdfjs";
import { singleSpaced } from "../../../core/text.js";
import {
  type DocumentReader,
  type ReadResult,
  readOrReason,
  type SourceFile,
  UnreadableFile,
} from "../document-reader.js";
import { pageLines } from "./page-lines.js";
import { assemble, type PdfOutline } from "./pdf-document.js";
import type { Region, TextRun } from "./text-run.js";

const DAMAGED = "is damaged or not a PDF; open it in a PDF viewer and save or print it again";
/** What word processors write when nobody gave the document a title. */
const NO_TITLE = /^(?:untitled|document\d*|unbenannt|.*\.(?:docx?|odt|tex|indd|pdf|html?|rtf|dvi))$|^\W*$/i;

/** Reads PDF page by page, in the reading order of its columns. Nothing of it is run, fetched or drawn. */
export const pdfReader: DocumentReader = {
  read({ bytes }: SourceFile): Promise<ReadResult> {
    return readOrReason(async () => {
      const loading = getDocument({
        data: bytes,
        isEvalSupported: false,
        useWorkerFetch: false,
        disableFontFace: true,
        useSystemFonts: false,
        verbosity: VerbosityLevel.ERRORS,
      });
      try {
        const pdf = await loading.promise.catch(refuse);
        return await readPages(pdf);
      } finally {
        await loading.destroy();
      }
    }, DAMAGED);
  },
};

function refuse(error: unknown): never {
  if ((error as Error).name === "PasswordException") {
    throw new UnreadableFile("is encrypted; save a copy without a password");
  }
  throw error;
}

async function readPages(pdf: PDFDocumentProxy): Promise<ReadResult> {
  const pages: Region[][] = [];
  let damaged = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      pages.push(await readPage(pdf, number));
    } catch {
      // One bad page must not hide the others; its place keeps their numbers right.
      pages.push([]);
      damaged++;
    }
  }
  if (damaged === pdf.numPages) throw new UnreadableFile(DAMAGED);
  if (pages.every((regions) => regions.length === 0)) {
    throw new UnreadableFile("has no text layer (scanned); run OCR first");
  }
  const result = assemble(pages, { labels: await labelsOf(pdf), headings: await outlineOf(pdf) });
  const { title, properties } = await metadataOf(pdf);
  return { ...result, title: title ?? (result.title || null), properties };
}

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<Region[]> {
  const page = await pdf.getPage(number);
  const { transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const runs: TextRun[] = [];
  const turned: TextRun[] = [];
  let spaced = false;
  for (const item of items) {
    if (!("str" in item)) continue;
    if (item.str.trim() === "") {
      spaced = true;
      continue;
    }
    const [a, b, , , left, baseline] = Util.transform(transform, item.transform) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const size = item.height || Math.hypot(a, b);
    const right = left + item.width;
    const order = runs.length;
    const run = { text: item.str, left, right, baseline, size, order, spaced, rtl: item.dir === "rtl" };
    (Math.abs(b) > Math.abs(a) ? turned : runs).push(run);
    spaced = item.hasEOL;
  }
  page.cleanup();
  // Text at a right angle, as beside a figure, is read last, in the order of the file.
  return [...pageLines(runs), ...turned.map((run) => [{ ...run, cells: [{ text: run.text.trim(), left: run.left }] }])];
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

async function metadataOf(pdf: PDFDocumentProxy): Promise<{ title?: string; properties: string[] }> {
  const metadata = await pdf.getMetadata().catch(() => null);
  const info = Object(metadata?.info) as { readonly [name in "Title" | "Author" | "Subject" | "Keywords"]?: unknown };
  const said = (value: unknown) =>
    typeof value === "string" && !NO_TITLE.test(value.trim()) ? [singleSpaced(value)] : [];
  const [title] = said(info.Title).map((own) => own.replace(/^Microsoft \w+ - /, ""));
  const properties = [info.Author, info.Subject, info.Keywords].flatMap(said);
  return { ...(title !== undefined && { title }), properties };
}
