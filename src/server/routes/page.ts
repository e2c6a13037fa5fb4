import { fileURLToPath } from "node:url";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { FootnoteError } from "../../core/errors/errors.js";
import { ASSETS_ROUTE, ENCODINGS, type Encoding, type PageFile, readPageFiles } from "../http/page-files.js";

/** Where the build puts the page, seen from here both compiled and not. */
const FOLDER = fileURLToPath(new URL("../../../dist/page", import.meta.url));

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
const PAGE_POLICY = [
  ...OWN_FILES_ALONE,
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  // It starts one thread by a name that it does not make up: that of pdf.js.
  "trusted-types pdf-worker",
].join("; ");
/** The reference's own style sheet has its icons as data addresses. */
const REFERENCE_POLICY = [...OWN_FILES_ALONE, "img-src 'self' data:"].join("; ");

/** A thread has the policy that its file came with: that of pdf.js runs its decoders of pictures, and fetches nothing. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
const WORKER = /\bworker\b.*\.mjs$/;

/** A new build has new names of its files, so that a file with a name never changes. */
const FOREVER = "public, max-age=31536000, immutable";

/** Browsers take over the headers of a 304: without its own policy there, a page would get that of all other replies. */
const unchanged = etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, "content-security-policy"] });

/**
 * The page at `/` and the reference at `/docs`, from files that the build made. The names that are served are those of
 * the folder's files: no part of an address ever becomes a path.
 */
export function addPageRoutes(app: OpenAPIHono, folder = FOLDER): void {
  let reading: Promise<ReadonlyMap<string, PageFile>> | undefined;
  const reply = async (c: Context, name: string, headers: Readonly<Record<string, string>>): Promise<Response> => {
    reading ??= readPageFiles(folder);
    const file = (await reading).get(name);
    if (file === undefined) throw new FootnoteError("route_unknown", { path: c.req.path });
    const encoding = encodingFor(c, file);
    const isPlain = encoding === "identity";
    return c.body(isPlain ? file.body : await file.encoded[encoding]!(), 200, {
      "content-type": file.type,
      etag: file.etag,
      vary: "Accept-Encoding",
      ...(!isPlain && { "content-encoding": encoding }),
      ...headers,
    });
  };
  const html = { "cache-control": "no-cache" };
  app.get("/", unchanged, (c) => reply(c, "index.html", { ...html, "content-security-policy": PAGE_POLICY }));
  app.get("/docs", unchanged, (c) => reply(c, "docs.html", { ...html, "content-security-policy": REFERENCE_POLICY }));
  app.get(ASSETS_ROUTE, unchanged, (c) => {
    const name = c.req.param("name");
    const policy = WORKER.test(name) ? { "content-security-policy": WORKER_POLICY } : {};
    return reply(c, `assets/${name}`, { "cache-control": FOREVER, ...policy });
  });
}

/** The smallest form that the client reads. */
function encodingFor(c: Context, { encoded }: PageFile): Encoding | "identity" {
  return accepts(c, {
    header: "Accept-Encoding",
    supports: ENCODINGS.filter((encoding) => encoded[encoding] !== undefined),
    default: "identity",
    match: (wanted, { supports, default: plain }) =>
      supports.find((name) => wanted.some(({ type, q }) => type === name && q > 0)) ?? plain,
  }) as Encoding | "identity";
}
