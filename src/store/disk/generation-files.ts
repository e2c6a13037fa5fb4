import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { replaceFile, whenFree } from "./busy-files.js";

/** Of everything under `.footnote/`; an index of another format is refused. */
export const FORMAT_VERSION = 4;

export const GENERATION_FILES = [
  "info.json",
  "passages.json",
  "passages.bin",
  "terms.json",
  "forward.bin",
  "codes.i8",
  "embeddings.bin",
  "texts.utf8",
  "layouts.bin",
] as const;
export type GenerationFile = (typeof GENERATION_FILES)[number];

/** What the manifest says of a file: crc32 is checked at each open, sha256 by `verifyGeneration`. */
export interface FileRecord {
  readonly size: number;
  readonly crc32: number;
  readonly sha256: string;
}

export interface Manifest {
  /** Name of the current generation: the folder of that name under `generations/`. */
  readonly generation: string;
  /** Absolute path of the folder of documents, told here too so that a damaged index can be rebuilt. */
  readonly corpus: string;
  readonly files: Readonly<Record<GenerationFile, FileRecord>>;
}

const MANIFEST = "manifest.json";
const DRAFT = /^manifest\.json\.[0-9a-f]+$/;
/** A number that grows with each generation, and random digits, so that no name is ever used twice. */
const GENERATION_NAME = /^(\d{8,15})-[0-9a-f]{8}$/;

export function generationFolder(indexFolder: string, name: string): string {
  return join(indexFolder, "generations", name);
}

/** `null` where there is no index. @throws FootnoteError index_format, index_corrupt, index_unusable (it is a file) */
export async function readManifest(indexFolder: string): Promise<Manifest | null> {
  let bytes: Uint8Array;
  try {
    bytes = await whenFree(() => readFile(join(indexFolder, MANIFEST)));
  } catch (cause) {
    if (!isMissing(cause)) throw corrupt(indexFolder, MANIFEST, problemOf(cause), cause);
    const found = await stat(indexFolder).catch(() => null);
    if (!found?.isFile()) return null;
    throw new FootnoteError("index_unusable", { path: indexFolder, problem: "it is a file, not a folder" }, { cause });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw corrupt(indexFolder, MANIFEST, "it is no JSON", cause);
  }
  const { format, checksum, ...manifest } = Object(parsed) as Manifest & { format?: unknown; checksum?: unknown };
  if (typeof format === "number" && format !== FORMAT_VERSION) {
    throw new FootnoteError("index_format", { path: indexFolder, found: format, expected: FORMAT_VERSION });
  }
  if (format !== FORMAT_VERSION || checksum !== checksumOf(manifest) || !GENERATION_NAME.test(manifest.generation)) {
    throw corrupt(indexFolder, MANIFEST, "its checksum does not match");
  }
  return manifest;
}

/** Differs after every swap and every change of the manifest's file; `null` where it can't be told. */
export async function manifestVersion(indexFolder: string): Promise<string | null> {
  try {
    const { ino, size, ctimeNs } = await stat(join(indexFolder, MANIFEST), { bigint: true });
    return `${ino} ${size} ${ctimeNs}`;
  } catch {
    return null;
  }
}

/** The current generation; where the manifest is damaged, all that are there, newest first. None without a manifest. */
export async function generationNames(indexFolder: string): Promise<string[]> {
  const manifest = await readManifest(indexFolder).catch(() => undefined);
  if (manifest === null) return [];
  if (manifest) return [manifest.generation];
  const names = await namesIn(join(indexFolder, "generations"));
  return names.filter((name) => numberOf(name) !== null).sort((a, b) => numberOf(b)! - numberOf(a)!);
}

/**
 * Makes a generation the current one: atomically, and on the disk when it returns.
 * @param beforeSwap asked last; when it rejects, nothing has changed
 */
export async function swapManifest(
  indexFolder: string,
  manifest: Manifest,
  beforeSwap?: () => Promise<void>,
): Promise<void> {
  const draft = join(indexFolder, `${MANIFEST}.${randomBytes(4).toString("hex")}`);
  const content = { format: FORMAT_VERSION, ...manifest, checksum: checksumOf(manifest) };
  try {
    await writeToDisk(draft, `${JSON.stringify(content, null, 2)}\n`);
    await syncFolder(join(indexFolder, "generations"));
    await beforeSwap?.();
    await replaceFile(draft, join(indexFolder, MANIFEST));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
  // The swap has happened: from here on nothing may say that it has not.
  await syncFolder(indexFolder).catch(() => {});
}

async function writeToDisk(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the folder of a new generation, numbered after all others. */
export async function createGeneration(indexFolder: string): Promise<string> {
  const parent = join(indexFolder, "generations");
  await mkdir(parent, { recursive: true });
  const newest = (await readdir(parent)).reduce((number, name) => Math.max(number, numberOf(name) ?? 0), 0);
  const name = `${String(newest + 1).padStart(8, "0")}-${randomBytes(4).toString("hex")}`;
  await mkdir(join(parent, name));
  return name;
}

/** Removes what writers that died left behind: all but the current generation. Does nothing when it can't tell which that is. */
export async function removeLeftovers(indexFolder: string): Promise<void> {
  let current: string | null;
  try {
    current = (await readManifest(indexFolder))?.generation ?? null;
  } catch {
    return;
  }
  for (const name of await namesIn(join(indexFolder, "generations"))) {
    if (numberOf(name) !== null && name !== current && (await isOurs(indexFolder, name))) {
      await removeGeneration(indexFolder, name);
    }
  }
  for (const name of await namesIn(indexFolder)) {
    if (DRAFT.test(name)) await rm(join(indexFolder, name), { force: true });
  }
}

/** Whether a folder holds nothing but files of a generation: a user's own files are never removed. */
async function isOurs(indexFolder: string, name: string): Promise<boolean> {
  const names = await namesIn(generationFolder(indexFolder, name));
  return names.every((file) => (GENERATION_FILES as readonly string[]).includes(file));
}

/** Removes the generations before this one; newer ones and folders of other names are left alone. */
export async function removeOlder(indexFolder: string, generation: string): Promise<void> {
  const number = numberOf(generation) ?? 0;
  for (const name of await namesIn(join(indexFolder, "generations"))) {
    const isOlder = (numberOf(name) ?? Number.POSITIVE_INFINITY) < number;
    if (isOlder && (await isOurs(indexFolder, name))) await removeGeneration(indexFolder, name);
  }
}

/** Windows removes no folder with a file in it that a reader has open: what is left is removed at a later `begin`. */
export async function removeGeneration(indexFolder: string, name: string): Promise<void> {
  await rm(generationFolder(indexFolder, name), { recursive: true, force: true }).catch(() => {});
}

export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, "r");
    await folder.sync();
  } catch (error) {
    // Windows can't open folders; its file system orders renames by itself.
    if (!["EISDIR", "EPERM", "EINVAL"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await folder?.close();
  }
}

export function corrupt(path: string, file: string, problem: string, cause?: unknown): FootnoteError {
  return new FootnoteError("index_corrupt", { path, problem: `${file}: ${problem}.` }, { cause });
}

/** Runs a step of writing. @throws FootnoteError index_unwritable for an error of the file system */
export async function writing<T>(indexFolder: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof FootnoteError || !(cause instanceof Error) || !("syscall" in cause)) throw cause;
    throw new FootnoteError("index_unwritable", { path: indexFolder, problem: problemOf(cause) }, { cause });
  }
}

function checksumOf({ generation, corpus, files }: Manifest): string {
  return createHash("sha256").update(JSON.stringify({ generation, corpus, files })).digest("hex");
}

function numberOf(name: string): number | null {
  const number = GENERATION_NAME.exec(name)?.[1];
  return number === undefined ? null : Number(number);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
