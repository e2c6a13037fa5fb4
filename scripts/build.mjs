// Compiles src/ into a fresh dist/, so that a file that was renamed or deleted leaves nothing behind, and bundles the page.
// usage: node scripts/build.mjs [--if-changed]    does nothing where dist/ was built from the same files
//                               [--unchecked]     leaves types to `npm run types`, and takes half of the time
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildPage } from "./build-page.mjs";
import { declareLibrary } from "./library/declarations.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const stamp = `${root}dist/.built-from`;
const source = hashOf(["src", "scripts"], ["tsconfig.json", "package.json", "package-lock.json"]);
if (process.argv.includes("--if-changed") && readIfThere(stamp) === source) process.exit();

rmSync(`${root}dist`, { recursive: true, force: true });
// The page is bundled while the compiler, a process of its own, has the other core.
await Promise.all([compile(), buildPage(`${root}dist/page`)]);
chmodSync(`${root}dist/cli/main.js`, 0o755);
declareLibrary(root);
writeFileSync(stamp, source);

async function compile() {
  const unchecked = process.argv.includes("--unchecked") ? ["--noCheck"] : [];
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", `${root}tsconfig.json`, ...unchecked]);
  } catch ({ stdout, stderr }) {
    // What is wrong with the code is for its author, how it was found isn't.
    process.stderr.write(stdout + stderr);
    process.exit(1);
  }
}

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
