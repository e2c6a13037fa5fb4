// The package.json that is published, made of the one of the clone: what the bundle holds is no dependency any more, and
// paths in dist/ become those of the bundle.
import { createRequire } from "node:module";
import { RUNTIMES, runtimeName } from "./runtimes.mjs";

const require = createRequire(import.meta.url);

/** Fields that say nothing to who installs it. */
const OF_THE_CLONE = ["devDependencies", "allowScripts", "scarfSettings"];

/** What is neither in the bundle nor taken along by npm itself. The page is the build's, as it is. */
export const FILES = ["bundle", "dist/page", "models", "corpus", "docs/man", "CHANGELOG.md", "THIRD_PARTY.md"];

/**
 * @param clone package.json of the clone
 * @param installed packages that are installed beside the bundle
 */
export function manifestOf(clone, installed) {
  const rest = Object.entries(clone).filter(([key]) => !OF_THE_CLONE.includes(key));
  const { version } = require("onnxruntime-node/package.json");
  return {
    ...inBundle(Object.fromEntries(rest)),
    // A `npm pack` that was ended in between left this one in the clone's place: the next one mends it.
    scripts: { prepack: clone.scripts.prepack, postpack: clone.scripts.postpack },
    files: FILES,
    dependencies: Object.fromEntries(installed.map((name) => [name, clone.dependencies[name] ?? missing(name)])),
    optionalDependencies: Object.fromEntries(RUNTIMES.map((one) => [runtimeName(one), version])),
  };
}

/** Public entries by their paths in the bundle, without ending: `library/index`. */
export function publicEntries({ exports = {} }) {
  const paths = JSON.stringify(exports).matchAll(/"\.\/dist\/([^"*]+?)\.js"/g);
  return [...new Set(Array.from(paths, ([, path]) => path))];
}

function inBundle(value) {
  if (typeof value === "string") return value.replace(/^(\.\/)?dist\//, "$1bundle/");
  if (Array.isArray(value)) return value.map(inBundle);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inBundle(one)]));
}

function missing(name) {
  throw new Error(`${name} is installed beside the bundle, and no dependency in package.json`);
}
