// What each step of the new user's takes.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Prints the seconds that an act takes, and the bytes that `bytes` makes of its result. @returns its result */
export function step(name, act, bytes = () => undefined) {
  const begun = performance.now();
  const result = act();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const size = bytes(result);
  console.log(`${seconds.padStart(6)} s  ${name}${size === undefined ? "" : `, ${megabytes(size)}`}`);
  return result;
}

export function bytesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return sizeOf(files.map(({ parentPath, name }) => join(parentPath, name)));
}

export function sizeOf(files) {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
