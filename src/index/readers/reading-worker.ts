/** The thread on which files are read whose libraries may hang or run out of memory. */
import { parentPort } from "node:worker_threads";
import type { ReadResult, SourceFile } from "./document-reader.js";
import { FORMATS, type FormatName } from "./formats.js";
import { withoutMachineText } from "./machine-text.js";

export interface ReadingJob {
  readonly format: FormatName;
  readonly file: SourceFile;
}

parentPort?.on("message", async ({ format, file }: ReadingJob) => {
  let result: ReadResult;
  try {
    const reader = await FORMATS[format].load();
    result = withoutMachineText(await reader.read(file), format);
  } catch (error) {
    result = { status: "unreadable", reason: `can't be read (${error instanceof Error ? error.message : error})` };
  }
  parentPort?.postMessage(result, buffersOf(result));
});

/** What is handed over instead of being copied: the files that a file holds may be large. */
function buffersOf(result: ReadResult): ArrayBuffer[] {
  const contained = result.status === "read" ? (result.contained ?? []) : [];
  const whole = contained.flatMap(({ bytes: { buffer, byteLength } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
  return [...new Set(whole)];
}
