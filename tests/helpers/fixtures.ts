import { readFileSync } from "node:fs";
import type { DocumentReader, ReadResult } from "../../src/index/readers/document-reader.js";
import { FORMATS, type FormatName } from "../../src/index/readers/formats.js";
import type { Read } from "./read-text.js";

/** A file that another program made; see scripts/make-fixtures.sh. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/formats/${name}`, import.meta.url)));
}

export async function readBytes(format: FormatName, bytes: Uint8Array, path: string): Promise<ReadResult> {
  const reader: DocumentReader = await FORMATS[format].load();
  return reader.read({ path, bytes });
}

export async function readFixture(format: FormatName, name: string): Promise<Read> {
  const result = await readBytes(format, fixture(name), name);
  if (result.status !== "read") throw new Error(`${name} ${result.reason}`);
  return result;
}

/** The words of a document below each heading, by the heading. */
export function outline({ text, blocks }: Read): Map<string, string> {
  const sections = new Map<string, string>();
  for (const { kind, section, start, end } of blocks) {
    if (kind === "heading" || kind === "rule") continue;
    const title = section.at(-1) ?? "";
    sections.set(title, `${sections.get(title) ?? ""}${text.slice(start, end).replace(/\s+/g, " ")}\n`);
  }
  return sections;
}
