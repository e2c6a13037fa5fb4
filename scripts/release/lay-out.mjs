// Lays out the program in a folder as the image has it: what is published, this platform's runtime, and of the libraries
// beside them, in the versions of the lockfile, what runs.
// usage: node scripts/release/lay-out.mjs <folder>    in a clone with its dependencies installed
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ROOT } from "./parts.mjs";

/** Declarations, maps, sources, and what is read by people. */
const NOT_RUN = /\.(?:map|md|markdown|[cm]?ts|tsx|flow)$|(?:^|\/)(?:changelog|history|authors|readme)[^/]*$/i;
/** What else of a library nothing asks for: older engines and data of Tesseract, and its code in another wrapping. */
const UNUSED = {
  "@tesseract.js-data/eng": /^4\.0\.0\//,
  "tesseract.js-core": /\.wasm\.js$|^tesseract-core(?:-simd|-relaxedsimd)?\.(?:js|wasm)$/,
};

const [, , out] = process.argv;
if (out === undefined) throw new Error("usage: node scripts/release/lay-out.mjs <folder>");
const folder = mkdtempSync(join(tmpdir(), "footnote-lay-out-"));
try {
  mkdirSync(out, { recursive: true });
  execFileSync("npm", ["pack", "--pack-destination", folder], { cwd: ROOT, stdio: "inherit" });
  const [packed] = readdirSync(folder);
  // Types are for programs that are written against the package.
  execFileSync("tar", ["-xzf", join(folder, packed), "-C", out, "--strip-components=1", "--exclude=*.d.ts"]);
  const platform = `${process.platform}-${process.arch}`;
  execFileSync(process.execPath, [join(ROOT, "scripts/package/runtimes.mjs"), join(out, "node_modules"), platform], {
    stdio: "inherit",
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const { bin, dependencies } = JSON.parse(readFileSync(join(out, "package.json"), "utf8"));
// npm does so when it installs a package.
for (const path of Object.values(bin)) chmodSync(join(out, path), 0o755);
const copied = new Set();
for (const name of Object.keys(dependencies)) copy(name, ROOT);

/** A package as it is found from a folder, with those that it needs, each in the place where it was. */
function copy(name, from) {
  const path = found(name, from);
  if (path === null || copied.has(path)) return;
  copied.add(path);
  const unused = UNUSED[name];
  cpSync(path, join(out, path.slice(ROOT.length)), {
    recursive: true,
    filter: (source) => {
      const inside = source.slice(path.length + 1).replaceAll("\\", "/");
      return basename(source) !== "node_modules" && !NOT_RUN.test(inside) && !unused?.test(inside);
    },
  });
  const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const optional = manifest.optionalDependencies ?? {};
  for (const needed of Object.keys({ ...manifest.dependencies, ...optional })) copy(needed, path);
}

/** `null` for what isn't installed here, such as another platform's. */
function found(name, from) {
  for (let folder = from; folder.startsWith(ROOT.replace(/[\\/]$/, "")); folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (existsSync(join(path, "package.json"))) return path;
  }
  return null;
}
