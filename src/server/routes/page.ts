import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { FootnoteError } from "../../core/errors.js";

interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Where the build puts the page, seen from here both compiled and not. */
const FOLDER = fileURLToPath(new URL("../../../dist/page", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const OWN_FILES_ALONE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
/** No text can become markup or script, whatever the page's code does with it. */
const PAGE_POLICY = [...OWN_FILES_ALONE, "img-src 'self'", "require-trusted-types-for 'script'"].join("; ");
/** The reference's own style sheet has its icons as data addresses. */
const REFERENCE_POLICY = [...OWN_FILES_ALONE, "img-src 'self' data:"].join("; ");

/** A new build has new names of its files, so that a file with a name never changes. */
const FOREVER = "public, max-age=31536000, immutable";

/**
 * The page at `/` and the reference at `/docs`, from files that the build made. The names that are served are those of
 * the folder's files: no part of an address ever becomes a path.
 */
export function addPageRoutes(app: OpenAPIHono, folder = FOLDER): void {
  let reading: Promise<ReadonlyMap<string, PageFile>> | undefined;
  const reply = async (c: Context, name: string, headers: Readonly<Record<string, string>>): Promise<Response> => {
    reading ??= readFiles(folder);
    const file = (await reading).get(name);
    if (file === undefined) throw new FootnoteError("route_unknown", { path: c.req.path });
    return c.body(file.body, 200, { "content-type": file.type, ...headers });
  };
  const html = { "cache-control": "no-cache" };
  app.get("/", (c) => reply(c, "index.html", { ...html, "content-security-policy": PAGE_POLICY }));
  app.get("/docs", (c) => reply(c, "docs.html", { ...html, "content-security-policy": REFERENCE_POLICY }));
  app.get("/assets/:name", (c) => reply(c, `assets/${c.req.param("name")}`, { "cache-control": FOREVER }));
}

/** By their names relative to the folder, with forward slashes. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(folder, { recursive: true });
  const files = names.flatMap((name) => {
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [{ name: name.replaceAll("\\", "/"), type }];
  });
  const read = files.map(async ({ name, type }) => {
    return [name, { type, body: new Uint8Array(await readFile(`${folder}/${name}`)) }] as const;
  });
  return new Map(await Promise.all(read));
}
