// Compiles src/ into a fresh dist/, so that a file that was renamed or deleted leaves nothing behind, and bundles the page.
// usage: node scripts/build.mjs [--if-changed]    does nothing where dist/ was built from the same files
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildPage } from "./build-page.mjs";
import { declareLibrary } from "./library/declarations.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const stamp = `${root}dist/.built-from`;
const source = hashOf(["src", "scripts"], ["tsconfig.json", "package.json", "package-lock.json"]);
if (process.argv.includes("--if-changed") && readIfThere(stamp) === source) process.exit();

rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", `${root}tsconfig.json`], { stdio: "inherit" });
chmodSync(`${root}dist/cli/main.js`, 0o755);
declareLibrary(root);
await buildPage(`${root}dist/page`);
writeFileSync(stamp, source);

function hashOf(folders, files) {
  const within = folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`),
  );
  const hash = createHash("sha256");
  for (const path of [...within.sort(), ...files.map((file) => `${root}${file}`)])
    hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest("hex");
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
