import { platform } from "node:os";
import nodePath, { type PlatformPath } from "node:path";

export interface PathSystem {
  /** How paths are written [as on this machine]. */
  readonly path?: PlatformPath;
  /** Whether upper and lower case are one to its file systems [on macOS and Windows]. */
  readonly ignoresCase?: boolean;
}

/**
 * What has one of the paths, or else one that is of the same file, however it was typed: macOS may write a letter and its
 * accent as two characters where keyboards give one, and where case counts for nothing people don't heed it. Paths of the
 * index have slashes everywhere.
 */
export function findByPath<Found extends { readonly path: string }>(
  all: readonly Found[],
  paths: readonly string[],
  system: PathSystem = {},
): Found | undefined {
  const exact = all.find(({ path }) => paths.includes(path));
  if (exact) return exact;
  const typed = paths.map((path) => comparable(path, system));
  return all.find(({ path }) => typed.includes(comparable(path, system)));
}

/** The paths within the folder that somebody may mean: as it was typed, or as seen from their own folder. */
export function pathsMeant(
  typed: string,
  { corpus, cwd }: { readonly corpus: string; readonly cwd: string },
  { path = nodePath }: PathSystem = {},
): string[] {
  const { normalize, relative, resolve, sep } = path;
  const seen = [normalize(typed), relative(corpus, resolve(cwd, typed))].map((one) => one.split(sep).join("/"));
  return [typed, ...seen];
}

/** A path in the one form of its letters that all of its spellings have. */
export function composed(path: string): string {
  return path.normalize("NFC");
}

const IGNORE_CASE: readonly string[] = ["darwin", "win32"];

function comparable(
  typed: string,
  { path = nodePath, ignoresCase = IGNORE_CASE.includes(platform()) }: PathSystem,
): string {
  const slashed = composed(typed.split(path.sep).join("/"));
  return ignoresCase ? slashed.toLowerCase() : slashed;
}
