// Publishes what `npm run pack` left in a folder: the runtimes, then the package that asks for them. What the registry
// has already is passed over, so that a release that broke off can be run again.
// usage: node scripts/release/publish.mjs <folder> [--dry-run]
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The main package's file is the one that the others' names begin with. @param {string[]} names */
export function inOrder(names) {
  const packed = names.filter((name) => name.endsWith(".tgz")).sort();
  return [...packed.filter(isRuntime), ...packed.filter((name) => !isRuntime(name))];
}

function isRuntime(name) {
  return name.includes("-runtime-");
}

/** How a version is found without being named: `latest`, or `next` for one that is tried out. */
export function tagOf(version) {
  return version.includes("-") ? "next" : "latest";
}

function publish(file, isTrial) {
  const { name, version } = JSON.parse(
    execFileSync("tar", ["-xzOf", file, "package/package.json"], { encoding: "utf8" }),
  );
  if (isThere(`${name}@${version}`)) return console.log(`${name}@${version} is there already`);
  const args = ["publish", file, "--access=public", `--tag=${tagOf(version)}`];
  execFileSync("npm", [...args, isTrial ? "--dry-run" : "--provenance"], { stdio: "inherit" });
}

function isThere(spec) {
  try {
    return execFileSync("npm", ["view", spec, "version"], { encoding: "utf8", stdio: "pipe" }).trim() !== "";
  } catch (error) {
    if (/E404/.test(error.stderr)) return false;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , folder, trial] = process.argv;
  if (folder === undefined) throw new Error("usage: node scripts/release/publish.mjs <folder> [--dry-run]");
  for (const name of inOrder(readdirSync(folder))) publish(join(folder, name), trial === "--dry-run");
}
