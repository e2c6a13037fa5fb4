import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const TESTS = dirname(fileURLToPath(import.meta.url));

/** What a slow test names: another process, a browser, or a file of helpers/shipped.ts that needs the model. */
const SLOW = /"node:child_process"|"playwright-core"|\b(?:MAIN|MODEL|\w*(?:WORKER|CHILD|LIBRARY)_URL)\b/;
/** It only says where those files are. */
const NAMES_ALONE = join(TESTS, "helpers/shipped.ts");

/** The files of tests that start no process and no browser and load no model, nor do the helpers that they import. */
export function fastTests(): string[] {
  const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" }).map((path) => join(TESTS, path));
  const tests = files.filter((path) => /\.test\.tsx?$/.test(path)).sort();
  return tests.filter((path) => ![...withImports(path)].some(isSlow)).map((path) => relative(dirname(TESTS), path));
}

const isSlow = (path: string) => path !== NAMES_ALONE && SLOW.test(readFileSync(path, "utf8"));

/** A file of tests and all files of tests that it imports, and so on. */
function withImports(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, specifier = ""] of readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g)) {
    const imported = resolve(dirname(path), specifier);
    const source = [`${imported}.ts`, `${imported}.tsx`].find(existsSync);
    if (source?.startsWith(TESTS)) withImports(source, found);
  }
  return found;
}
