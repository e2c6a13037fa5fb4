import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";

type Bytes = Uint8Array<ArrayBuffer>;

/** As `Accept-Encoding` names them; the smallest first. */
export const ENCODINGS = ["br", "gzip"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Where the files of the page are that it loads itself. */
export const ASSETS_ROUTE = "/assets/:name";

export interface PageFile {
  readonly body: Bytes;
  /** The body as the build compressed it; nothing for small files. */
  readonly encoded: Readonly<Partial<Record<Encoding, Bytes>>>;
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
const ENDINGS: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/** The files of a built page by their names relative to the folder, with forward slashes. */
export async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(folder, { recursive: true });
  const files = names.flatMap((name) => {
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [{ name, type }];
  });
  const read = files.map(async ({ name, type }) => {
    const body = await bytesOf(`${folder}/${name}`);
    const encodings = ENCODINGS.filter((encoding) => names.includes(name + ENDINGS[encoding]));
    const encoded = await Promise.all(
      encodings.map(async (encoding) => [encoding, await bytesOf(`${folder}/${name}${ENDINGS[encoding]}`)] as const),
    );
    const etag = `W/"${createHash("sha256").update(body).digest("base64url")}"`;
    return [name.replaceAll("\\", "/"), { type, body, etag, encoded: Object.fromEntries(encoded) }] as const;
  });
  return new Map(await Promise.all(read));
}

async function bytesOf(path: string): Promise<Bytes> {
  return new Uint8Array(await readFile(path));
}
