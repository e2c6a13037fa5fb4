/** What the page says of documents that other surfaces say otherwise, or don't say. */
import type { ServerWriter } from "../../contract/index-state.js";
import { printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";

/** An ISO time in the reader's own zone and language. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** `qwen3 at 127.0.0.1:11434` */
export function writerName({ host, model }: ServerWriter): string {
  return printableLine(model === null ? `the model at ${host}` : `${model} at ${host}`);
}

/** `870 bytes`, `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
