import { lstat } from "node:fs/promises";
import { join, normalize, relative, resolve, sep } from "node:path";
import type { StaleFile } from "../contract/answer.js";
import { FootnoteError } from "../core/errors/errors.js";
import { similarName } from "../core/similar-name.js";
import type { GenerationInfo, StoredDocument } from "../store/index-store.js";

/** What the index and its folder know of a file. */
export type FoundFile =
  | { readonly kind: "indexed"; readonly path: string; readonly document: StoredDocument }
  | { readonly kind: "skipped"; readonly path: string; readonly reason: string }
  | { readonly kind: "added"; readonly path: string }
  | { readonly kind: "passed_over"; readonly path: string };

/**
 * Finds the file that a user means, by its document's id or its path: as the index writes it, or as seen from `cwd`.
 * @param stale what has changed in the folder since; `null` where it is not here
 * @throws FootnoteError path_unknown, with the path that was likely meant
 */
export async function findFile(
  given: string,
  { documents, skipped, corpus }: GenerationInfo,
  stale: readonly StaleFile[] | null,
  cwd: string,
): Promise<FoundFile> {
  const paths = [given, ...[normalize(given), relative(corpus, resolve(cwd, given))].map(withSlashes)];
  const isMeant = ({ path }: { readonly path: string }) => paths.includes(path);
  const document = documents.find((one) => one.id === given || isMeant(one));
  if (document) return { kind: "indexed", path: document.path, document };
  const skip = skipped.find(
    (one) => isMeant(one) || (one.path.endsWith("/") && paths.some((p) => p.startsWith(one.path))),
  );
  if (skip) return { kind: "skipped", path: skip.path, reason: skip.reason };
  const added = stale?.find(isMeant);
  if (added) return { kind: "added", path: added.path };
  for (const path of paths) {
    if (stale !== null && (await isFileOf(corpus, path))) return { kind: "passed_over", path };
  }
  const known = [...documents, ...skipped, ...(stale ?? [])].map(({ path }) => path);
  const meant = similarName(given, known);
  throw new FootnoteError("path_unknown", { path: given, suggestion: meant ? `; perhaps '${meant}' is meant` : "" });
}

async function isFileOf(corpus: string, path: string): Promise<boolean> {
  if (path === "" || path.startsWith("..") || path.startsWith("/")) return false;
  return lstat(join(corpus, path)).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}
