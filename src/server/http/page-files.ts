import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress, gzip } from "node:zlib";

type Bytes = Uint8Array<ArrayBuffer>;

/** As `Accept-Encoding` names them; the smallest first. */
export const ENCODINGS = ["br", "gzip"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Where the files of the page are that it loads itself. */
export const ASSETS_ROUTE = "/assets/:name";

export interface PageFile {
  readonly body: Bytes;
  /** The body compressed; small files are not. */
  readonly encoded: Readonly<Partial<Record<Encoding, () => Promise<Bytes>>>>;
  readonly type: string;
  /** The same for all encodings, and so a weak one. */
  readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pfb": "application/x-font-type1",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
/** Ends the name of a file that the build has compressed, and kept so alone. */
const COMPRESSED = ".br";

/** The files of a built page by their names relative to the folder, with forward slashes. */
export async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const found = await readdir(folder, { recursive: true });
  const files = found.flatMap((path) => {
    const name = path.endsWith(COMPRESSED) ? path.slice(0, -COMPRESSED.length) : path;
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [{ path, name, type }];
  });
  const read = files.map(async ({ path, name, type }) => {
    const kept = new Uint8Array(await readFile(`${folder}/${path}`));
    const isCompressed = path !== name;
    const body = isCompressed ? await inBytes(brotliDecompress, kept) : kept;
    const etag = `W/"${createHash("sha256").update(body).digest("base64url")}"`;
    // Most browsers take the form that is there: gzip is made for the first one that does not.
    let zipped: Promise<Bytes> | undefined;
    const gzipped = () => {
      zipped ??= inBytes(gzip, body);
      return zipped;
    };
    const encoded = isCompressed ? { br: async () => kept, gzip: gzipped } : {};
    return [name.replaceAll("\\", "/"), { type, body, etag, encoded }] as const;
  });
  return new Map(await Promise.all(read));
}

async function inBytes(coding: typeof gzip | typeof brotliDecompress, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await promisify(coding)(bytes));
}
