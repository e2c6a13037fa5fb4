// Where a link of a page in docs/ leads on the site. Pages link to each other and to files of the repository by relative
// paths, so that they also work where the repository is read; here each becomes an address that is there, or the build ends.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const DOCS = "docs";
/** Where files that are no pages lie on the site. */
const FILES = "repository";

/** Copied to the site, as some page links to them: paths in the repository. */
const linked = new Set();

/** The address of a page in docs/ on the site: `/asking`, `/measurements/`. */
function addressOf(path) {
  return `/${posix
    .relative(DOCS, path)
    .replace(/\.md$/, "")
    .replace(/(^|\/)(README|index)$/, "$1")}`;
}

/**
 * @param {string} link as it is written
 * @param {string} page that it is written in, relative to docs/
 */
export function siteLink(link, page) {
  if (/^[a-z]+:|^#|^\//.test(link)) return link;
  const [target, anchor] = link.split("#");
  const path = posix.join(DOCS, posix.dirname(page), target);
  const fragment = anchor === undefined ? "" : `#${anchor}`;
  if (path.startsWith(`${DOCS}/`) && path.endsWith(".md")) return addressOf(path) + fragment;
  if (path === `${DOCS}/decisions/`) return "/decisions/";
  const file = join(REPOSITORY, path);
  if (!existsSync(file) || statSync(file).isDirectory()) throw new Error(`${page} links to ${link}, which is no file`);
  linked.add(path);
  // A page of the repository that is none of the site's is read as it is written.
  return `/${FILES}/${path}${path.endsWith(".md") ? ".txt" : ""}`;
}

/** Puts what is linked to beside the pages. */
export function copyLinked(outDir) {
  for (const path of linked) {
    const place = join(outDir, FILES, `${path}${path.endsWith(".md") ? ".txt" : ""}`);
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(join(REPOSITORY, path), place);
  }
}

/** Follows every link of the built pages to its heading. @throws Error that names those that lead nowhere */
export function assertAnchors(outDir) {
  const pages = readdirSync(outDir, { recursive: true }).filter((name) => name.endsWith(".html"));
  const html = new Map(pages.map((name) => [name.replaceAll(sep, "/"), readFileSync(join(outDir, name), "utf8")]));
  const dead = [...html].flatMap(([name, text]) =>
    [...text.matchAll(/<a [^>]*?href="([^"#]*)#([^"]+)"/g)].flatMap(([, path, anchor]) => {
      if (/^[a-z]+:/.test(path)) return [];
      const page = path === "" ? name : `${path.slice(1)}${path.endsWith("/") ? "index" : ""}.html`;
      const isThere = html.get(page)?.includes(` id="${decodeURIComponent(anchor)}"`);
      return isThere ? [] : [`${name}: ${path}#${anchor}`];
    }),
  );
  if (dead.length > 0) throw new Error(`These links lead to no heading:\n${dead.join("\n")}`);
}
