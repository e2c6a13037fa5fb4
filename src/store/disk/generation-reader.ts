import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { DocumentId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import type { PageLayout } from "../../core/page-layout.js";
import type { GenerationInfo } from "../index-store.js";
import type { ForwardIndex } from "../keywords/forward-index.js";
import type { QuantisedVectors } from "../vectors/quantised-vectors.js";
import { ColumnFile } from "./columns.js";
import { DocumentsFile } from "./documents-file.js";
import { EmbeddingsFile } from "./embeddings-file.js";
import {
  corrupt,
  GENERATION_FILES,
  type GenerationFile,
  generationFolder,
  generationNames,
  type Manifest,
  readManifest,
} from "./generation-files.js";
import { KeptFile } from "./kept-file.js";
import { decodeLayout } from "./layout-codec.js";
import { type PassageStrings, PassageTable } from "./passage-table.js";

/** Node reads less than 2 GiB at a time. */
const LARGEST_READ_BYTES = 2 ** 30;

/**
 * A generation in memory: columns on the buffers that the files were read into; what is read of some documents and
 * passages alone (texts, layouts, vectors) stays on the disk.
 */
export interface Generation {
  readonly info: GenerationInfo;
  readonly passages: PassageTable;
  /** Which terms each passage holds. */
  readonly forward: KeptFile<ForwardIndex>;
  /** The passages' own vectors, to be searched. */
  readonly codes: KeptFile<QuantisedVectors>;
  readonly embeddings: EmbeddingsFile;
  readonly texts: DocumentsFile<string>;
  readonly layouts: DocumentsFile<PageLayout | null>;
}

/**
 * Reads the current generation, with the checksum of every file but those that stay on the disk, which are checked as
 * they are read.
 * When a writer removes it meanwhile, the one that took its place is read.
 * @throws FootnoteError index_missing, index_format, index_corrupt
 */
export async function readCurrentGeneration(indexFolder: string): Promise<Generation> {
  let tried: string | null = null;
  for (;;) {
    const manifest = await requireManifest(indexFolder);
    try {
      return await readGeneration(indexFolder, manifest);
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (manifest.generation === tried) {
        throw corrupt(indexFolder, `generations/${tried}`, "a file is missing", error);
      }
      tried = manifest.generation;
    }
  }
}

/**
 * The folder that the index was made of, from the manifest or else the newest description that can be read: what a
 * rebuild of a damaged index needs. `null` where there is no index, or none that tells.
 */
export async function readCorpus(indexFolder: string): Promise<string | null> {
  const manifest = await readManifest(indexFolder).catch(() => null);
  if (manifest) return manifest.corpus;
  for (const name of await generationNames(indexFolder)) {
    try {
      const info: unknown = JSON.parse(await readFile(join(generationFolder(indexFolder, name), "info.json"), "utf8"));
      const { corpus } = Object(info) as { corpus?: unknown };
      if (typeof corpus === "string") return corpus;
    } catch {
      // The next one may do.
    }
  }
  return null;
}

/** What `verifyGeneration` found out about a file. */
export interface VerifiedFile {
  readonly file: GenerationFile;
  /** `null` for a sound file. */
  readonly problem: string | null;
}

/**
 * Compares each file of the current generation with its size and sha256, byte by byte.
 * @throws FootnoteError index_missing, index_format, index_corrupt (of the manifest)
 */
export async function verifyGeneration(indexFolder: string): Promise<VerifiedFile[]> {
  const manifest = await requireManifest(indexFolder);
  const verified: VerifiedFile[] = [];
  for (const file of GENERATION_FILES) {
    const hash = createHash("sha256");
    let problem: string | null = null;
    try {
      const path = join(generationFolder(indexFolder, manifest.generation), file);
      for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
      if (hash.digest("hex") !== manifest.files[file].sha256) problem = "its checksum does not match";
    } catch (error) {
      problem = isMissing(error) ? "it is missing" : problemOf(error);
    }
    verified.push({ file, problem });
  }
  return verified;
}

async function requireManifest(indexFolder: string): Promise<Manifest> {
  const manifest = await readManifest(indexFolder);
  if (!manifest) throw new FootnoteError("index_missing", { path: indexFolder });
  return manifest;
}

async function readGeneration(indexFolder: string, manifest: Manifest): Promise<Generation> {
  const folder = generationFolder(indexFolder, manifest.generation);
  const read = <T>(file: GenerationFile, parse: (buffer: ArrayBuffer) => T) =>
    naming(indexFolder, file, async () => parse(await readChecked(join(folder, file), manifest.files[file])));

  const [info, strings, columns, terms] = await Promise.all([
    read("info.json", (buffer) => fromJson<GenerationInfo>(buffer)),
    read("passages.json", (buffer) => fromJson<PassageStrings>(buffer)),
    read("passages.bin", (buffer) => new ColumnFile(buffer)),
    read("terms.json", (buffer) => fromJson<string[]>(buffer)),
  ]);
  return naming(indexFolder, "passages.bin", async () => {
    if (info.name !== manifest.generation) throw new Error("info.json is of another generation");
    const { documents, fingerprint, passageCount } = info;
    const documentIds: DocumentId[] = documents.map(({ id }) => id);
    const passages = new PassageTable(columns, strings, documentIds);
    const { sentenceOffsets } = passages;
    const fits =
      passages.length === passageCount && manifest.files["codes.i8"].size === passageCount * fingerprint.dimensions;
    if (!fits) throw new Error("the files have different lengths");
    const openKept = <T>(file: GenerationFile, decode: (buffer: ArrayBuffer) => T) =>
      naming(indexFolder, file, () => KeptFile.open(join(folder, file), manifest.files[file], decode));
    const openEmbeddings = () =>
      naming(indexFolder, "embeddings.bin", async () => {
        const checksums = columns.column("embeddingChecksums", "u32", passageCount);
        const sentenceScales = columns.column("sentenceScales", "f32", sentenceOffsets[passageCount]!);
        const path = join(folder, "embeddings.bin");
        return new EmbeddingsFile(path, fingerprint.dimensions, { sentenceOffsets, sentenceScales, checksums });
      });
    const openFile = <T>(file: GenerationFile, name: "text" | "layout", decode: (bytes: Buffer) => T) => {
      const starts = columns.column(`${name}Starts`, "f64", documents.length + 1);
      const checksums = columns.column(`${name}Checksums`, "u32", documents.length);
      const { size } = manifest.files[file];
      return naming(indexFolder, file, () => DocumentsFile.open(join(folder, file), size, starts, checksums, decode));
    };
    const opened: { close(): unknown }[] = [];
    const opening = async <T extends { close(): unknown }>(file: Promise<T>): Promise<T> => {
      opened.push(await file);
      return file;
    };
    try {
      const layoutOf = (bytes: Buffer) => (bytes.length > 0 ? decodeLayout(bytes) : null);
      const scales = columns.column("vectorScales", "f32", passageCount);
      const codesOf = (buffer: ArrayBuffer) => ({ values: new Int8Array(buffer), scales });
      const forwardOf = (buffer: ArrayBuffer) => forwardIndex(new ColumnFile(buffer), terms, passageCount);
      return {
        info,
        passages,
        forward: await opening(openKept("forward.bin", forwardOf)),
        codes: await opening(openKept("codes.i8", codesOf)),
        embeddings: await opening(openEmbeddings()),
        texts: await opening(openFile("texts.utf8", "text", (bytes) => bytes.toString("utf8"))),
        layouts: await opening(openFile("layouts.bin", "layout", layoutOf)),
      };
    } catch (error) {
      for (const file of opened) await file.close();
      throw error;
    }
  });
}

/** Turns whatever fails into `index_corrupt` with the file's name, but for a missing file: its generation may be gone. */
async function naming<T>(indexFolder: string, file: GenerationFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FootnoteError || isMissing(error)) throw error;
    throw corrupt(indexFolder, file, problemOf(error), error);
  }
}

async function readChecked(path: string, expected: { size: number; crc32: number }): Promise<ArrayBuffer> {
  const handle = await open(path, "r");
  try {
    const bytes = await readWhole(handle, expected.size);
    if (crc32(bytes) !== expected.crc32) throw new Error("its checksum does not match");
    return bytes.buffer;
  } finally {
    await handle.close();
  }
}

async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const { size: found } = await handle.stat();
  if (found !== size) throw new Error(`it has ${found} bytes, not ${size}`);
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, LARGEST_READ_BYTES), at);
    if (bytesRead === 0) throw new Error("it ends early");
    at += bytesRead;
  }
  return bytes;
}

function forwardIndex(file: ColumnFile, terms: readonly string[], rows: number): ForwardIndex {
  const lengths = file.column("lengths", "i32", rows);
  const offsets = file.column("offsets", "u32", rows + 1);
  const entries = offsets[rows]!;
  const termIds = file.column("termIds", "u32", entries);
  return { terms, offsets, termIds, counts: file.column("counts", "u16", entries), lengths };
}

function fromJson<T>(buffer: ArrayBuffer): T {
  return JSON.parse(Buffer.from(buffer).toString("utf8")) as T;
}
