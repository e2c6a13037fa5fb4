/** pdf.js with what it loads besides: a chunk of its own, which comes when the first PDF is opened. */
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import dingbatsUrl from "pdfjs-dist/standard_fonts/FoxitDingbats.pfb?url";
import symbolUrl from "pdfjs-dist/standard_fonts/FoxitSymbol.pfb?url";
import jbig2Url from "pdfjs-dist/wasm/jbig2.wasm?url";
import openjpegUrl from "pdfjs-dist/wasm/openjpeg.wasm?url";
import qcmsUrl from "pdfjs-dist/wasm/qcms_bg.wasm?url";

/**
 * Files by the names that pdf.js asks for. The other standard fonts are those of the reader's system; the maps of
 * East Asian encodings (1.7 MB) are left out, which only files without embedded fonts or of old makers need.
 */
const FILES: Readonly<Record<string, string>> = {
  "FoxitDingbats.pfb": dingbatsUrl,
  "FoxitSymbol.pfb": symbolUrl,
  "jbig2.wasm": jbig2Url,
  "openjpeg.wasm": openjpegUrl,
  "qcms_bg.wasm": qcmsUrl,
};

/** The port that pdf.js loads its own files by. */
class OwnFiles {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = FILES[filename];
    const response = url === undefined ? null : await fetch(url);
    if (!response?.ok) throw new Error(`${filename} is not there`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let worker: Worker | null = null;

/** The page's policy lets no other script start than this one, by this name. */
function startWorker(): Worker {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("pdf-worker", { createScriptURL: () => workerUrl });
  return new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: "module" });
}

export type PdfDocument = pdfjs.PDFDocumentProxy;

/** @throws what pdf.js says of a file that it can't read */
export async function openPdf(file: Blob): Promise<PdfDocument> {
  const data = new Uint8Array(await file.arrayBuffer());
  worker ??= startWorker();
  return pdfjs.getDocument({
    data,
    worker: pdfjs.PDFWorker.create({ port: worker }),
    BinaryDataFactory: OwnFiles,
    useWorkerFetch: false,
    isEvalSupported: false,
    // Told, it asks for a folder no more.
    wasmUrl: "/",
    standardFontDataUrl: "/",
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  }).promise;
}
