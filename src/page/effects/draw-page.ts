import type { PdfDocument } from "./pdfjs.js";

/** What is drawn: a page of a PDF file or a picture. */
export interface Picture {
  readonly file: Blob;
  readonly kind: "pdf" | "image";
  /** Of the page, from 1. */
  readonly number: number;
  /** Of the page, in its own units. */
  readonly width: number;
  readonly height: number;
}

/** More pixels make a browser slow, and some give up. */
const MAX_PIXELS = 1 << 24;

/**
 * Draws a page as it is, `width` pixels wide.
 *
 * @returns a canvas that is not in the document yet
 * @throws for a file that can't be drawn; the reason of `signal` when it is aborted
 */
export async function drawPage(picture: Picture, width: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
  const most = Math.sqrt((MAX_PIXELS * picture.width) / picture.height);
  const wide = Math.max(1, Math.round(Math.min(width, most)));
  const canvas = document.createElement("canvas");
  canvas.width = wide;
  canvas.height = Math.max(1, Math.round((wide * picture.height) / picture.width));
  await (picture.kind === "pdf" ? drawPdf(picture, canvas, signal) : drawImage(picture, canvas));
  signal.throwIfAborted();
  return canvas;
}

let open: { readonly file: Blob; readonly document: Promise<PdfDocument> } | null = null;

/** One file is open at a time: its pages are asked for one after the other. */
function documentOf(file: Blob): Promise<PdfDocument> {
  if (open?.file === file) return open.document;
  void open?.document.then(
    (before) => before.loadingTask.destroy(),
    () => {},
  );
  const opening = { file, document: import("./pdfjs.js").then(({ openPdf }) => openPdf(file)) };
  opening.document.catch(() => {
    if (open === opening) open = null;
  });
  open = opening;
  return opening.document;
}

async function drawPdf({ file, number }: Picture, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> {
  const page = await (await documentOf(file)).getPage(number);
  signal.throwIfAborted();
  const scale = canvas.width / page.getViewport({ scale: 1 }).width;
  const rendering = page.render({ canvas, viewport: page.getViewport({ scale }) });
  const stop = () => rendering.cancel();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await rendering.promise;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Without a look at how a camera was held, where the words were found without one. */
async function drawImage({ file, width, height }: Picture, canvas: HTMLCanvasElement): Promise<void> {
  let image = await createImageBitmap(file);
  if (image.width !== width && image.width === height)
    image = await createImageBitmap(file, { imageOrientation: "none" });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
}
