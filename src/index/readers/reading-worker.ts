/** The thread on which files are read whose libraries may hang or run out of memory. */
import { type MessagePort, parentPort } from "node:worker_threads";
import type { Picture, RecognizedPage } from "../ocr/recognizer.js";
import type { PageRecognition, ReadResult, SourceFile } from "./document-reader.js";
import { type FormatName, loadReader } from "./formats.js";
import { withoutMachineText } from "./machine-text.js";
import { isMadeTooLong, isTooLong, tooManyPassages } from "./passage-limit.js";

export interface ReadingJob {
  readonly kind: "read";
  readonly format: FormatName;
  readonly file: SourceFile;
  /** How many pages are recognised at once; 0 where none is. */
  readonly pagesAtOnce: number;
  /** A file that makes more passages is not handed over. */
  readonly passagesPerFile: number;
}

/** The answer to a page that was to be recognised. */
export interface PageReply {
  readonly kind: "recognized";
  readonly id: number;
  readonly page: RecognizedPage;
}

export type ReadingReply =
  | { readonly kind: "done"; readonly result: ReadResult }
  | { readonly kind: "recognize"; readonly id: number; readonly picture: Picture; readonly page: number };

/** Has pages recognised by whoever started the thread. */
class AskedRecognition {
  readonly #waiting = new Map<number, (page: RecognizedPage) => void>();
  #nextId = 0;

  constructor(private readonly port: MessagePort) {}

  /** @param atOnce pages; `undefined` where there are none */
  offering(atOnce: number): PageRecognition | undefined {
    if (atOnce === 0) return undefined;
    return {
      atOnce,
      recognize: (picture, page) =>
        new Promise((resolve) => {
          const id = this.#nextId++;
          this.#waiting.set(id, resolve);
          const message = { kind: "recognize", id, picture, page } satisfies ReadingReply;
          this.port.postMessage(message, [picture.grey.buffer]);
        }),
    };
  }

  take({ id, page }: PageReply): void {
    this.#waiting.get(id)?.(page);
    this.#waiting.delete(id);
  }
}

async function read(
  { format, file, passagesPerFile }: ReadingJob,
  recognition: PageRecognition | undefined,
): Promise<ReadResult> {
  const tooMany = { status: "unreadable", reason: tooManyPassages(passagesPerFile) } as const;
  try {
    if (await isTooLong(file, format, passagesPerFile)) return tooMany;
    const reader = await loadReader(format);
    const result = withoutMachineText(await reader.read(file, recognition), format);
    return isMadeTooLong(result, passagesPerFile) ? tooMany : result;
  } catch (error) {
    return { status: "unreadable", reason: `can't be read (${error instanceof Error ? error.message : error})` };
  }
}

if (parentPort) {
  const port = parentPort;
  const asked = new AskedRecognition(port);
  port.on("message", async (message: ReadingJob | PageReply) => {
    if (message.kind === "recognized") return asked.take(message);
    const result = await read(message, asked.offering(message.pagesAtOnce));
    port.postMessage({ kind: "done", result } satisfies ReadingReply, buffersOf(result));
  });
}

/** What is handed over instead of being copied: the files that a file holds may be large. */
function buffersOf(result: ReadResult): ArrayBuffer[] {
  const contained = result.status === "read" ? (result.contained ?? []) : [];
  const whole = contained.flatMap(({ bytes: { buffer, byteLength } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
  return [...new Set(whole)];
}
